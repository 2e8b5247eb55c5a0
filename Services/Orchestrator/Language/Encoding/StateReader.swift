import MeshCore

/// Reads what a ``StateWriter`` wrote.
struct StateReader {
    private let bytes: [UInt8]
    private(set) var offset = 0
    private var payloads: [Payload] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { offset == bytes.count }

    func failure() -> StateDecodingError {
        StateDecodingError(offset: offset)
    }

    mutating func byte() throws(StateDecodingError) -> UInt8 {
        guard offset < bytes.count else { throw failure() }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func unsigned() throws(StateDecodingError) -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try byte()
            guard shift < 64 else { throw failure() }
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
    }

    mutating func number() throws(StateDecodingError) -> Int64 {
        let bits = try unsigned()
        return Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1)
    }

    mutating func int() throws(StateDecodingError) -> Int {
        Int(truncatingIfNeeded: try number())
    }

    mutating func flag() throws(StateDecodingError) -> Bool {
        switch try byte() {
        case 0: return false
        case 1: return true
        default: throw failure()
        }
    }

    mutating func double() throws(StateDecodingError) -> Double {
        var bits: UInt64 = 0
        for place in 0..<8 { bits |= UInt64(try byte()) << UInt64(8 * place) }
        return Double(bitPattern: bits)
    }

    mutating func text() throws(StateDecodingError) -> String {
        let count = try unsigned()
        guard count <= UInt64(bytes.count - offset) else { throw failure() }
        let end = offset + Int(count)
        defer { offset = end }
        return String(decoding: bytes[offset..<end], as: UTF8.self)
    }

    mutating func optional<Value>(
        _ read: (inout StateReader) throws(StateDecodingError) -> Value
    ) throws(StateDecodingError) -> Value? {
        try flag() ? try read(&self) : nil
    }

    mutating func array<Element>(
        _ read: (inout StateReader) throws(StateDecodingError) -> Element
    ) throws(StateDecodingError) -> [Element] {
        let count = try unsigned()
        // Every element takes a byte at least, so a count beyond what is left is none that was written.
        guard count <= UInt64(bytes.count - offset) else { throw failure() }
        var elements: [Element] = []
        elements.reserveCapacity(Int(count))
        for _ in 0..<count { elements.append(try read(&self)) }
        return elements
    }

    mutating func payload() throws(StateDecodingError) -> Payload {
        let place = try unsigned()
        guard place == 0 else {
            guard place <= UInt64(payloads.count) else { throw failure() }
            return payloads[Int(place) - 1]
        }
        let text = try text()
        do {
            let payload = try Payload(parsing: text)
            payloads.append(payload)
            return payload
        } catch {
            throw failure()
        }
    }

    mutating func json() throws(StateDecodingError) -> JSONValue {
        try payload().value
    }
}
