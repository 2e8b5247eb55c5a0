import MeshCore

/// JSON objects, one on each line (NDJSON).
struct JSONRows {
    let file: String

    /// - Throws: ``InputProblem`` for a line that is no JSON object, or has a member that is neither text nor number.
    func rows(in bytes: [UInt8]) throws -> [InputRow] {
        var rows: [InputRow] = []
        for (number, line) in zip(1..., bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)) {
            guard line.contains(where: { !" \t\r".utf8.contains($0) }) else { continue }
            let value: JSONValue
            do throws(JSONParseError) {
                value = try JSONValue(parsing: Array(line))
            } catch {
                throw InputProblem(
                    file: file, line: number, column: error.offset + 1, reason: "not JSON: \(error.reason.rawValue)")
            }
            guard let object = value.objectValue else {
                throw InputProblem(file: file, line: number, column: 1, reason: "a line must be a JSON object")
            }
            var cells: [String: InputRow.Cell] = [:]
            for (name, member) in object {
                let column = Self.column(of: name, in: line)
                switch member {
                case .string(let text): cells[name] = InputRow.Cell(text: text, column: column)
                case .null: continue
                case .int, .double: cells[name] = InputRow.Cell(text: "\(member)", column: column)
                case .bool, .array, .object:
                    throw InputProblem(
                        file: file, line: number, column: column, reason: "\(name) must be a text or a number")
                }
            }
            rows.append(InputRow(line: number, cells: cells))
        }
        return rows
    }

    /// Where a member stands; 1 where its name is written with escapes.
    private static func column(of name: String, in line: ArraySlice<UInt8>) -> Int {
        let key = Array("\"\(name)\"".utf8)
        guard line.count >= key.count else { return 1 }
        let starts = line.startIndex...line.endIndex - key.count
        let found = starts.first { line[$0..<$0 + key.count].elementsEqual(key) }
        return (found ?? line.startIndex) - line.startIndex + 1
    }
}
