"""The cash drawer apart from sales: opened for a reason, money put in and taken out."""
