from sqlcipher3 import dbapi2 as dbapi2
from sqlcipher3.dbapi2 import Connection as Connection
from sqlcipher3.dbapi2 import Cursor as Cursor
from sqlcipher3.dbapi2 import Error as Error
from sqlcipher3.dbapi2 import connect as connect
from sqlcipher3.dbapi2 import sqlite_version as sqlite_version
from sqlcipher3.dbapi2 import sqlite_version_info as sqlite_version_info
