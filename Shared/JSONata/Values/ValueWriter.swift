import MeshCore

/// Writes values as JSON text, as JavaScript's `JSON.stringify` does, with numbers rounded to 15 digits.
struct ValueWriter {
    private var bytes: [UInt8] = []
    private let indentation: Int
    private let run: Evaluation
    private var depth = 0
    private var spent = 0

    /// - Parameter indentation: How far each level is indented; 0 for everything in one line.
    init(indentation: Int, _ run: Evaluation) {
        self.indentation = indentation
        self.run = run
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func write(_ value: Value) throws(JSONataError) {
        switch value {
        case .undefined, .tailCall, .null: append("null")
        case .bool(let flag): append(flag ? "true" : "false")
        case .number(let number):
            try Number.check(number)
            append(Number.text(Number.rounded(number)))
        case .string(let text): write(text)
        case .function: append("\"\"")
        case .array, .list, .tuples:
            try write(opening: "[", closing: "]", count: value.elementCount) { (writer, index) throws(JSONataError) in
                try writer.write(value.element(index))
            }
        case .object, .record:
            let members = (value.members ?? []).filter { !$0.value.isUndefined }
            try write(opening: "{", closing: "}", count: members.count) { (writer, index) throws(JSONataError) in
                writer.write(members[index].name)
                writer.append(writer.indentation > 0 ? ": " : ":")
                try writer.write(members[index].value)
            }
        }
    }

    private mutating func write(
        opening: String, closing: String, count: Int,
        _ element: (inout ValueWriter, Int) throws(JSONataError) -> Void
    ) throws(JSONataError) {
        append(opening)
        depth += 1
        for index in 0..<count {
            if index > 0 { append(",") }
            breakLine()
            try element(&self, index)
            try spend()
            try run.spend(steps: 1)
        }
        depth -= 1
        if count > 0 { breakLine() }
        append(closing)
    }

    /// Values can hold the same value many times over, and then be far longer than what they take in memory.
    private mutating func spend() throws(JSONataError) {
        guard bytes.count - spent > 4096 else { return }
        try run.spend(bytes: bytes.count - spent)
        spent = bytes.count
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): append("\\\"")
            case UInt8(ascii: "\\"): append("\\\\")
            case 0x08: append("\\b")
            case 0x0C: append("\\f")
            case 0x0A: append("\\n")
            case 0x0D: append("\\r")
            case 0x09: append("\\t")
            case 0..<0x20: append("\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func breakLine() {
        guard indentation > 0 else { return }
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: indentation * depth))
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }
}
