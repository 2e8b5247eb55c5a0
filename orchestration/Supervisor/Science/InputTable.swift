import FoundationEssentials
import MeshCore

/// A table in a file: comma-separated values with a heading (RFC 4180), or a JSON object on each line.
struct InputTable {
    let file: String
    let rows: [InputRow]

    /// - Throws: ``InputProblem`` for what is neither, ``CommandFailure`` for a file that cannot be read.
    init(readingFile path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.failed("\(path) cannot be read")
        }
        try self.init(Array(data), file: path)
    }

    /// - Parameters:
    ///   - bytes: Whose first character says what they are: `{` for JSON.
    ///   - file: What problems call it.
    /// - Throws: ``InputProblem``.
    init(_ bytes: [UInt8], file: String) throws {
        self.file = file
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        let first = body.first { !" \t\r\n".utf8.contains($0) }
        rows = try first == UInt8(ascii: "{") ? JSONRows(file: file).rows(in: body) : CSVRows(file: file).rows(in: body)
    }

    /// A row's text; nil when the row has none.
    func text(_ name: String, in row: InputRow) -> InputRow.Cell? {
        guard let cell = row.cells[name], !cell.text.isEmpty else { return nil }
        return cell
    }

    /// - Throws: ``InputProblem`` where a row has none.
    func requiredText(_ name: String, in row: InputRow) throws -> InputRow.Cell {
        guard let cell = text(name, in: row) else {
            throw InputProblem(
                file: file, line: row.line, column: row.cells[name]?.column ?? 1, reason: "there is no \(name)")
        }
        return cell
    }

    /// A finite number; nil when the row has no such text.
    ///
    /// - Throws: ``InputProblem`` where the text is no number, or is not in the range.
    func number(
        _ name: String, in row: InputRow, from least: Double = -.greatestFiniteMagnitude, above: Double? = nil
    ) throws -> Double? {
        guard let cell = text(name, in: row) else { return nil }
        guard let value = Double(cell.text), value.isFinite else {
            throw problem(row, cell, "\(name) must be a number such as 12.5, not \(Self.quoted(cell.text))")
        }
        if let above, value <= above {
            throw problem(row, cell, "\(name) must be more than \(Int(above)), not \(cell.text)")
        }
        if value < least { throw problem(row, cell, "\(name) must be at least \(Int(least)), not \(cell.text)") }
        return value
    }

    /// - Throws: ``InputProblem`` where a row has none, or it is not in the range.
    func requiredNumber(
        _ name: String, in row: InputRow, from least: Double = -.greatestFiniteMagnitude, above: Double? = nil
    ) throws -> Double {
        _ = try requiredText(name, in: row)
        return try number(name, in: row, from: least, above: above) ?? 0
    }

    /// Days since 1970 of a date (`2026-11-22`) or a moment (RFC 3339).
    ///
    /// - Throws: ``InputProblem`` where a row has none, or it is neither.
    func requiredDay(_ name: String, in row: InputRow) throws -> Double {
        let cell = try requiredText(name, in: row)
        if let moment = Timestamp(cell.text) { return Double(moment.milliseconds) / 86_400_000 }
        let parts = cell.text.split(separator: "-", omittingEmptySubsequences: false)
        if cell.text.utf8.count == 10, parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2]), let date = CivilDate(year: year, month: month, day: day)
        {
            return Double(date.dayNumber)
        }
        throw problem(
            row, cell,
            """
            \(name) must be a date such as 2026-11-22, or a moment such as 2026-11-22T08:30:00Z, not \(Self.quoted(cell.text))
            """)
    }

    func problem(_ row: InputRow, _ cell: InputRow.Cell, _ reason: String) -> InputProblem {
        InputProblem(file: file, line: row.line, column: cell.column, reason: reason)
    }

    /// A text in quotes, cut where it is long.
    static func quoted(_ text: String) -> String { "“\(text.prefix(40))\(text.count > 40 ? "…" : "")”" }
}
