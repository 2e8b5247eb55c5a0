/// Reads records of CSV (RFC 4180): fields between commas, in quotes where they hold one, a quote doubled.
struct CSVRecords: Sequence, IteratorProtocol {
    /// A record, or what is wrong with it.
    struct Record: Equatable {
        /// The line on which it begins.
        var line: Int64
        /// Nil when its quotes make no sense, or a field is no UTF-8.
        var fields: [String]?
    }

    private let bytes: [UInt8]
    private var index = 0
    private var line: Int64

    /// - Parameters:
    ///   - bytes: Whole records.
    ///   - firstLine: The line of the first.
    init(_ bytes: [UInt8], firstLine: Int64) {
        self.bytes = bytes
        line = firstLine
        // A mark of the order of bytes, which has none in UTF-8 (RFC 3629, section 6).
        if firstLine == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    mutating func next() -> Record? {
        skipEmptyLines()
        guard index < bytes.count else { return nil }
        var record = Record(line: line, fields: [])
        while true {
            let field = bytes[index...].first == UInt8(ascii: "\"") ? quotedField() : plainField()
            if let field, record.fields != nil { record.fields?.append(field) } else { record.fields = nil }
            guard index < bytes.count else { return record }
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: ",") {
                if index == bytes.count {
                    record.fields?.append("")
                    return record
                }
                continue
            }
            line += 1
            return record
        }
    }

    private mutating func skipEmptyLines() {
        while index < bytes.count, bytes[index] == 0x0A || bytes[index] == 0x0D {
            if bytes[index] == 0x0A { line += 1 }
            index += 1
        }
    }

    /// Reads up to the comma or the line end, and stops there.
    private mutating func plainField() -> String? {
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: ","), bytes[index] != 0x0A { index += 1 }
        var end = index
        if end > start, bytes[end - 1] == 0x0D, index == bytes.count || bytes[index] == 0x0A { end -= 1 }
        let field = bytes[start..<end]
        return field.contains(UInt8(ascii: "\"")) ? nil : String(validating: field, as: UTF8.self)
    }

    private mutating func quotedField() -> String? {
        index += 1
        var text: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") {
                guard index < bytes.count, bytes[index] == byte else { return endOfQuoted(text) }
                index += 1
            } else if byte == 0x0A {
                line += 1
            }
            text.append(byte)
        }
        return nil
    }

    /// Behind the closing quote there is a comma, a line end, or nothing.
    private mutating func endOfQuoted(_ text: [UInt8]) -> String? {
        if index < bytes.count, bytes[index] == 0x0D { index += 1 }
        let isClean = index == bytes.count || bytes[index] == UInt8(ascii: ",") || bytes[index] == 0x0A
        while index < bytes.count, bytes[index] != UInt8(ascii: ","), bytes[index] != 0x0A { index += 1 }
        return isClean ? String(validating: text, as: UTF8.self) : nil
    }
}
