/// Rows of comma-separated values (RFC 4180), with another delimiter where one is said.
struct CSVText {
    /// Nil when the bytes are no UTF-8, or a quote is not closed.
    let rows: [[String]]?

    init(_ bytes: [UInt8], delimiter: UInt8) {
        rows = Self.read(bytes, delimiter: delimiter)
    }

    private static func read(_ bytes: [UInt8], delimiter: UInt8) -> [[String]]? {
        var rows: [[String]] = []
        var row: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let quote = UInt8(ascii: "\"")
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if isQuoted {
                if byte != quote {
                    field.append(byte)
                } else if index < bytes.count, bytes[index] == quote {
                    field.append(quote)
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if byte == quote, field.isEmpty {
                isQuoted = true
            } else if byte == delimiter || byte == UInt8(ascii: "\n") {
                if byte != delimiter, field.last == UInt8(ascii: "\r") { field.removeLast() }
                guard let text = String(validating: field, as: UTF8.self) else { return nil }
                row.append(text)
                field = []
                if byte != delimiter {
                    rows.append(row)
                    row = []
                }
            } else {
                field.append(byte)
            }
        }
        guard !isQuoted, let text = String(validating: field, as: UTF8.self) else { return nil }
        if !row.isEmpty || !text.isEmpty { rows.append(row + [text]) }
        return rows.filter { $0 != [""] }
    }
}
