package import MeshTables

/// A table as a workbook of one sheet (Office Open XML, ECMA-376): a bold head that stays, a filter on it, numbers as numbers.
///
/// The same table makes the same bytes.
package enum Spreadsheet {
    package static let mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    /// As many as a sheet can have, without its head.
    package static let mostRows = 1_048_575

    /// - Returns: The whole file.
    /// - Throws: ``SpreadsheetFailure``.
    package static func bytes(_ table: DataTable) throws(SpreadsheetFailure) -> [UInt8] {
        try ZipArchiveWriter.bytes(of: [
            ("[Content_Types].xml", contentTypes), ("_rels/.rels", packageRelations),
            ("xl/workbook.xml", workbook(table.name)), ("xl/_rels/workbook.xml.rels", workbookRelations),
            ("xl/styles.xml", styles), ("xl/worksheets/sheet1.xml", sheet(table)),
        ])
    }

    private static let head = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let packaging = "http://schemas.openxmlformats.org/package/2006"
    private static let type = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    private static let contentTypes = """
        \(head)<Types xmlns="\(packaging)/content-types">\
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
        <Default Extension="xml" ContentType="application/xml"/>\
        <Override PartName="/xl/workbook.xml" ContentType="\(type).sheet.main+xml"/>\
        <Override PartName="/xl/styles.xml" ContentType="\(type).styles+xml"/>\
        <Override PartName="/xl/worksheets/sheet1.xml" ContentType="\(type).worksheet+xml"/></Types>
        """
    private static let packageRelations = """
        \(head)<Relationships xmlns="\(packaging)/relationships">\
        <Relationship Id="rId1" Type="\(relations)/officeDocument" Target="xl/workbook.xml"/></Relationships>
        """
    private static let workbookRelations = """
        \(head)<Relationships xmlns="\(packaging)/relationships">\
        <Relationship Id="rId1" Type="\(relations)/worksheet" Target="worksheets/sheet1.xml"/>\
        <Relationship Id="rId2" Type="\(relations)/styles" Target="styles.xml"/></Relationships>
        """
    /// Of cells: 0 plain, 1 bold, 2 a moment.
    private static let styles = """
        \(head)<styleSheet xmlns="\(main)">\
        <numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>\
        <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
        <font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
        <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
        <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
        <cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
        <xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>\
        <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>\
        <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
        """

    private static func workbook(_ name: String) -> String {
        let allowed = name.filter { !"[]:*?/\\'".contains($0) }.prefix(31)
        return """
            \(head)<workbook xmlns="\(main)" xmlns:r="\(relations)"><sheets>\
            <sheet name="\(escaped(allowed.isEmpty ? "Sheet1" : String(allowed)))" sheetId="1" r:id="rId1"/></sheets></workbook>
            """
    }

    private static func sheet(_ table: DataTable) -> String {
        let rows = table.rows.prefix(mostRows)
        let last = "\(letters(table.columns.count - 1))\(rows.count + 1)"
        var text = """
            \(head)<worksheet xmlns="\(main)"><sheetViews><sheetView workbookViewId="0">\
            <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
            <cols><col min="1" max="\(table.columns.count)" width="18" customWidth="1"/></cols><sheetData>
            """
        add(table.columns.map { .text($0.name) }, at: 1, to: &text) { _ in 1 }
        for (place, row) in rows.enumerated() {
            add(row, at: place + 2, to: &text) { table.columns[$0].kind == .time ? 2 : 0 }
        }
        return text + "</sheetData><autoFilter ref=\"A1:\(last)\"/></worksheet>"
    }

    private static func add(_ cells: [DataTable.Cell], at row: Int, to text: inout String, style: (Int) -> Int) {
        text += "<row r=\"\(row)\">"
        for (place, cell) in cells.enumerated() {
            let style = style(place)
            let head = "<c r=\"\(letters(place))\(row)\" s=\"\(style)\""
            switch cell {
            case .text(let value):
                text += "\(head) t=\"inlineStr\"><is><t xml:space=\"preserve\">\(escaped(value))</t></is></c>"
            case .integer(let value) where style == 2:
                text += "\(head)><v>\(Double(value) / 86_400_000 + 25_569)</v></c>"
            case .integer(let value): text += "\(head)><v>\(value)</v></c>"
            case .decimal(let value): text += value.isFinite ? "\(head)><v>\(value)</v></c>" : ""
            case .none: break
            }
        }
        text += "</row>"
    }

    /// A column's name: A … Z, AA ….
    private static func letters(_ place: Int) -> String {
        let letter = String(UnicodeScalar(UInt8(65 + place % 26)))
        return place < 26 ? letter : letters(place / 26 - 1) + letter
    }

    /// Text of XML 1.0, without the control characters that it cannot have.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", " "..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"...:
                escaped.unicodeScalars.append(scalar)
            case _: break
            }
        }
        return escaped
    }
}
