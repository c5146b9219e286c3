"""What lies between a till and its printer: a USB and a print queue that can be broken."""
