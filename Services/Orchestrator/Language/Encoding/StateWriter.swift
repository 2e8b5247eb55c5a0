import MeshCore

/// Writes the parts of a state, compactly: numbers in as many bytes as they need, a text that was written before as its place.
struct StateWriter {
    private(set) var bytes: [UInt8] = []
    /// The texts of the payloads written so far: a state's input is the execution's, a branch's its parent's.
    private var texts: [String] = []

    init() {
        bytes.reserveCapacity(256)
    }

    /// A number in groups of seven bits, the lowest first.
    mutating func write(unsigned number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A number whose sign is its lowest bit, so that small ones are short on both sides.
    mutating func write(_ number: Int64) {
        write(unsigned: UInt64(bitPattern: (number << 1) ^ (number >> 63)))
    }

    mutating func write(_ number: Int) {
        write(Int64(number))
    }

    mutating func write(_ flag: Bool) {
        bytes.append(flag ? 1 : 0)
    }

    mutating func write(_ number: Double) {
        var bits = number.bitPattern
        for _ in 0..<8 {
            bytes.append(UInt8(truncatingIfNeeded: bits))
            bits >>= 8
        }
    }

    mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            write(unsigned: UInt64(utf8.count))
            unsafe bytes.append(contentsOf: utf8)
        }
    }

    /// Whether there is a value, and the value.
    mutating func write<Value>(_ value: Value?, _ write: (inout StateWriter, Value) -> Void) {
        self.write(value != nil)
        if let value { write(&self, value) }
    }

    mutating func write<Element>(_ elements: [Element], _ write: (inout StateWriter, Element) -> Void) {
        self.write(unsigned: UInt64(elements.count))
        for element in elements { write(&self, element) }
    }

    /// 0 and a text, or the place of the text among those before, from 1.
    mutating func write(_ payload: Payload) {
        // What repeats was written a moment ago; looking further would cost more than it saves.
        if let place = texts.suffix(4).lastIndex(of: payload.text) {
            write(unsigned: UInt64(place + 1))
        } else {
            write(unsigned: 0)
            write(payload.text)
            texts.append(payload.text)
        }
    }

    mutating func write(_ value: JSONValue) {
        write(Payload(value))
    }
}
