"""Prints as JSON what a reader of Parquet (pyarrow) or of workbooks (openpyxl) finds in a file."""

import json
import sys


def plain(row):
    return [value.isoformat() if hasattr(value, "isoformat") else value for value in row]


def parquet(path):
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(path)
    types = [str(kind) for kind in table.schema.types]
    return {"types": types, "names": table.schema.names, "rows": [plain(row.values()) for row in table.to_pylist()]}


def xlsx(path):
    import openpyxl

    sheet = openpyxl.load_workbook(path).worksheets[0]
    kinds = [cell.data_type for cell in sheet[3]]
    rows = [plain(row) for row in sheet.values]
    return {"title": sheet.title, "rows": rows, "kinds": kinds, "filter": sheet.auto_filter.ref}


print(json.dumps({"parquet": parquet, "xlsx": xlsx}[sys.argv[1]](sys.argv[2])))
