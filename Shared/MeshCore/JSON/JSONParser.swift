/// Reads JSON from bytes in one pass.
struct JSONParser {
    let bytes: [UInt8]
    let limits: JSONLimits
    var index = 0

    init(bytes: [UInt8], limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func wholeText() throws(JSONParseError) -> JSONValue {
        guard bytes.count <= limits.byteCount else { throw JSONParseError(.tooLong, at: limits.byteCount) }
        let value = try value(depth: 0)
        skipSpace()
        guard index == bytes.count else { throw JSONParseError(.trailingBytes, at: index) }
        return value
    }

    private mutating func value(depth: Int) throws(JSONParseError) -> JSONValue {
        skipSpace()
        guard index < bytes.count else { throw JSONParseError(.unexpectedEnd, at: index) }
        switch bytes[index] {
        case UInt8(ascii: "\""):
            return .string(try string())
        case UInt8(ascii: "{"):
            return try object(depth: depth + 1)
        case UInt8(ascii: "["):
            return try array(depth: depth + 1)
        case UInt8(ascii: "t"):
            try word("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        default:
            return try number()
        }
    }

    private mutating func object(depth: Int) throws(JSONParseError) -> JSONValue {
        guard depth <= limits.depth else { throw JSONParseError(.tooDeep, at: index) }
        index += 1
        var members = JSONObject()
        skipSpace()
        if takes(UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipSpace()
            let start = index
            guard index < bytes.count else { throw JSONParseError(.unexpectedEnd, at: index) }
            guard bytes[index] == UInt8(ascii: "\"") else { throw JSONParseError(.unexpectedByte, at: index) }
            let name = try string()
            skipSpace()
            try expect(UInt8(ascii: ":"))
            guard members.insertNew(name, try value(depth: depth)) else {
                throw JSONParseError(.duplicateName, at: start)
            }
            skipSpace()
            if takes(UInt8(ascii: ",")) { continue }
            try expect(UInt8(ascii: "}"))
            return .object(members)
        }
    }

    private mutating func array(depth: Int) throws(JSONParseError) -> JSONValue {
        guard depth <= limits.depth else { throw JSONParseError(.tooDeep, at: index) }
        index += 1
        var elements: [JSONValue] = []
        skipSpace()
        if takes(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            elements.append(try value(depth: depth))
            skipSpace()
            if takes(UInt8(ascii: ",")) { continue }
            try expect(UInt8(ascii: "]"))
            return .array(elements)
        }
    }

    private mutating func word(_ word: StaticString) throws(JSONParseError) {
        for offset in 0..<word.utf8CodeUnitCount {
            guard index < bytes.count else { throw JSONParseError(.unexpectedEnd, at: index) }
            guard unsafe bytes[index] == word.utf8Start[offset] else {
                throw JSONParseError(.unexpectedByte, at: index)
            }
            index += 1
        }
    }

    private mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            default: return
            }
        }
    }

    private mutating func takes(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(JSONParseError) {
        guard index < bytes.count else { throw JSONParseError(.unexpectedEnd, at: index) }
        guard bytes[index] == byte else { throw JSONParseError(.unexpectedByte, at: index) }
        index += 1
    }
}
