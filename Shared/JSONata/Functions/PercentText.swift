import MeshCore

/// Texts in addresses, as `encodeURI` and its like write and read them (ECMA-262, section 19.2.6).
enum PercentText {
    static let reserved = Set(";/?:@&=+$,#".utf8)
    static let unreserved = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()".utf8)

    static func encoded(_ text: String, keeping kept: Set<UInt8>, _ function: String) throws(JSONataError) -> String {
        if LoneSurrogates.occur(in: text) { throw malformed(text, function) }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if kept.contains(byte) {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes.append(digit(byte >> 4))
                bytes.append(digit(byte & 15))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// - Parameter kept: What stays escaped.
    static func decoded(_ text: String, keeping kept: Set<UInt8>, _ function: String) throws(JSONataError) -> String {
        let units = Array(text.utf8)
        var bytes: [UInt8] = []
        var place = 0
        while place < units.count {
            guard units[place] == UInt8(ascii: "%") else {
                bytes.append(units[place])
                place += 1
                continue
            }
            guard let first = byte(units, at: place) else { throw malformed(text, function) }
            let length = first < 0x80 ? 1 : (~first).leadingZeroBitCount
            guard first < 0x80 || (2...4).contains(length) else { throw malformed(text, function) }
            var sequence: [UInt8] = []
            for index in 0..<length {
                guard let byte = byte(units, at: place + 3 * index) else { throw malformed(text, function) }
                sequence.append(byte)
            }
            guard String(validating: sequence, as: UTF8.self) != nil else { throw malformed(text, function) }
            let isKept = first < 0x80 && kept.contains(first)
            bytes += isKept ? Array(units[place..<place + 3]) : sequence
            place += 3 * length
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The byte that an escape stands for.
    private static func byte(_ units: [UInt8], at place: Int) -> UInt8? {
        guard place + 2 < units.count, units[place] == UInt8(ascii: "%"), let high = value(units[place + 1]),
            let low = value(units[place + 2])
        else { return nil }
        return high << 4 | low
    }

    private static func value(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): letter - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): letter - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): letter - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }

    private static func malformed(_ text: String, _ function: String) -> JSONataError {
        JSONataError("D3140", value: .string(text), inserts: ["functionName": .string(function)])
    }
}
