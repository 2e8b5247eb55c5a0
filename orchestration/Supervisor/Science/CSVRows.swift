/// Comma-separated values (RFC 4180) with a heading, and where each of them stands.
struct CSVRows {
    let file: String

    private struct Field {
        let text: String
        let line: Int
        let column: Int
    }

    /// - Throws: ``InputProblem`` for a quote that is not closed, a row with more or fewer values than the heading, a name that stands
    ///   in the heading twice, and bytes that are no UTF-8.
    func rows(in bytes: [UInt8]) throws -> [InputRow] {
        var records = try records(in: bytes)[...]
        guard let heading = records.popFirst() else {
            throw InputProblem(
                file: file, line: 1, column: 1,
                reason: "the file is empty: it needs a heading with the names of columns")
        }
        let names = heading.map { String($0.text.filter { !$0.isWhitespace }) }
        for (place, name) in names.enumerated() where names.firstIndex(of: name) != place {
            throw InputProblem(
                file: file, line: heading[place].line, column: heading[place].column,
                reason: "the heading has \(name) twice")
        }
        return try records.map { record in
            guard record.count == names.count else {
                let field = record[min(record.count - 1, names.count)]
                throw InputProblem(
                    file: file, line: field.line, column: field.column,
                    reason: "there are \(record.count) values where the heading has \(names.count) names")
            }
            let cells = record.map { InputRow.Cell(text: $0.text, column: $0.column) }
            return InputRow(line: record[0].line, cells: Dictionary(uniqueKeysWithValues: zip(names, cells)))
        }
    }

    private func records(in bytes: [UInt8]) throws -> [[Field]] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw InputProblem(file: file, line: 1, column: 1, reason: "the file is not in UTF-8")
        }
        var records: [[Field]] = []
        var record: [Field] = []
        var field = ""
        var (line, column) = (1, 1)
        var start = (line: 1, column: 1)
        // Nil out of quotes; afterwards whether the last character was a quote that may close.
        var quote: Bool?
        func endField() {
            record.append(Field(text: field, line: start.line, column: start.column))
            field = ""
            quote = nil
        }
        func endRecord() {
            endField()
            if record.count > 1 || !record[0].text.isEmpty { records.append(record) }
            record = []
        }
        for character in text {
            let isNewline = character == "\n" || character == "\r\n"
            let isOpen = quote == false
            if isOpen, character != "\"" {
                field.append(character)
            } else if isOpen {
                quote = true
            } else if quote == true, character == "\"" {
                field.append(character)
                quote = false
            } else if character == "," {
                endField()
                start = (line, column + 1)
            } else if isNewline {
                endRecord()
                start = (line + 1, 1)
            } else if character == "\"", field.isEmpty, quote == nil {
                quote = false
            } else if quote == true {
                throw InputProblem(file: file, line: line, column: column, reason: "something follows a closed quote")
            } else {
                field.append(character)
            }
            if isNewline { (line, column) = (line + 1, 1) } else { column += 1 }
        }
        guard quote != false else {
            throw InputProblem(file: file, line: start.line, column: start.column, reason: "a quote is not closed")
        }
        if !record.isEmpty || !field.isEmpty { endRecord() }
        return records
    }
}
