/// Writes JSON as bytes.
struct JSONWriter {
    enum Layout {
        case compact
        case indented
    }

    private(set) var bytes: [UInt8]
    private let layout: Layout
    private var depth = 0

    /// - Parameter bytes: What stands before it.
    init(layout: Layout, after bytes: consuming [UInt8] = []) {
        self.layout = layout
        self.bytes = bytes
    }

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: append("null")
        case .bool(let flag): append(flag ? "true" : "false")
        case .int(let number): bytes.append(contentsOf: String(number).utf8)
        case .double(let number): write(number)
        case .string(let text): write(text)
        case .array(let elements): write(elements)
        case .object(let object): write(object)
        }
    }

    private mutating func write(_ number: Double) {
        // JSON has no word for what is not finite (RFC 8259, section 6); the parser makes none.
        bytes.append(contentsOf: number.isFinite ? "\(number)".utf8 : "null".utf8)
    }

    private mutating func write(_ elements: [JSONValue]) {
        bytes.append(UInt8(ascii: "["))
        depth += 1
        for (position, element) in elements.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            breakLine()
            write(element)
        }
        depth -= 1
        if !elements.isEmpty { breakLine() }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ object: JSONObject) {
        bytes.append(UInt8(ascii: "{"))
        depth += 1
        var isFirst = true
        for (name, value) in object {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            breakLine()
            write(name)
            bytes.append(UInt8(ascii: ":"))
            if case .indented = layout { bytes.append(UInt8(ascii: " ")) }
            write(value)
        }
        depth -= 1
        if !object.isEmpty { breakLine() }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func write(_ text: String) {
        if bytes.isEmpty { bytes.reserveCapacity(text.utf8.count + 2) }
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            // Nearly every text is plain, and looked at many bytes at a time when nothing ends the loop early.
            var special: UInt8 = 0
            for place in 0..<utf8.count { special |= unsafe Self.special(utf8[place]) }
            if special != 0 {
                for place in 0..<utf8.count { unsafe escape(utf8[place]) }
            } else {
                unsafe bytes.append(contentsOf: utf8)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// 1 for a byte that may not stand in a text as it is.
    @inline(__always)
    private static func special(_ byte: UInt8) -> UInt8 {
        (byte < 0x20 ? 1 : 0) | (byte == UInt8(ascii: "\"") ? 1 : 0) | (byte == UInt8(ascii: "\\") ? 1 : 0)
            | (byte == 0x7F ? 1 : 0)
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case 0x0A: append("\\n")
        case 0x0D: append("\\r")
        case 0x09: append("\\t")
        // DEL may stand in JSON as it is (RFC 8259, section 7), but not in YAML, as which tools read documents.
        case 0..<0x20, 0x7F:
            append("\\u00")
            bytes.append(Self.hexadecimal(byte >> 4))
            bytes.append(Self.hexadecimal(byte & 15))
        default: bytes.append(byte)
        }
    }

    private mutating func breakLine() {
        guard case .indented = layout else { return }
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }

    private mutating func append(_ text: StaticString) {
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}
