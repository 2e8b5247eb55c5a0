import MeshCore

/// Why a text is no value of a parameter.
struct ParameterFault: Error, Equatable {
    let code: String
    let message: String
}

extension ParameterKind {
    /// The value that a text stands for.
    func read(_ text: String) -> Result<ParameterValue, ParameterFault> {
        switch self {
        case .integer(let range): Self.readInteger(text, in: range)
        case .string(let length): Self.readString(text, length: length)
        case .boolean: Self.readBoolean(text)
        case .choice(let words):
            words.contains(text)
                ? .success(.string(text))
                : .failure(
                    ParameterFault(
                        code: "not_a_choice", message: "One of \(words.joined(separator: ", ")) is expected."))
        case .id(let prefix): Self.readID(text, prefix: prefix)
        case .timestamp:
            Timestamp(text).map { .success(.timestamp($0)) }
                ?? .failure(ParameterFault(code: "not_a_time", message: "A time in RFC 3339 is expected."))
        case .list(let element, let count): Self.readList(text, of: element, count: count)
        case .repeated(let element, _): element.read(text).map { .list([$0]) }
        }
    }

    private static func readInteger(
        _ text: String, in range: ClosedRange<Int>
    ) -> Result<ParameterValue, ParameterFault> {
        // "+5" is an Int to Swift, but not to JSON Schema.
        guard text.utf8.first != UInt8(ascii: "+"), let value = Int(text) else {
            return .failure(ParameterFault(code: "not_an_integer", message: "An integer is expected."))
        }
        guard range.contains(value) else {
            return .failure(
                ParameterFault(
                    code: "out_of_range",
                    message: "A value from \(range.lowerBound) to \(range.upperBound) is expected."))
        }
        return .success(.integer(value))
    }

    private static func readString(_ text: String, length: ClosedRange<Int>) -> Result<ParameterValue, ParameterFault> {
        let count = text.unicodeScalars.count
        if count < length.lowerBound {
            return .failure(
                ParameterFault(code: "too_short", message: "At least \(length.lowerBound) characters are expected."))
        }
        if count > length.upperBound {
            return .failure(
                ParameterFault(code: "too_long", message: "At most \(length.upperBound) characters are expected."))
        }
        return .success(.string(text))
    }

    private static func readBoolean(_ text: String) -> Result<ParameterValue, ParameterFault> {
        switch text {
        case "true": .success(.boolean(true))
        case "false": .success(.boolean(false))
        default: .failure(ParameterFault(code: "not_a_boolean", message: "true or false is expected."))
        }
    }

    private static func readID(_ text: String, prefix: String) -> Result<ParameterValue, ParameterFault> {
        let body = text.utf8.dropFirst(prefix.utf8.count + 1)
        let isShaped =
            text.utf8.count == prefix.utf8.count + 27 && text.hasPrefix(prefix + "_")
            && body.first.map { (0x30...0x37).contains($0) } == true && body.allSatisfy { isCrockfordDigit($0) }
        return isShaped
            ? .success(.string(text))
            : .failure(ParameterFault(code: "not_an_id", message: "An id of the form \(prefix)_… is expected."))
    }

    private static func isCrockfordDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39: true
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
            !"ilouILOU".utf8.contains(byte)
        default: false
        }
    }

    private static func readList(
        _ text: String, of element: ParameterKind, count: ClosedRange<Int>
    ) -> Result<ParameterValue, ParameterFault> {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard count.contains(parts.count) else {
            return .failure(
                ParameterFault(
                    code: "wrong_count",
                    message:
                        "From \(count.lowerBound) to \(count.upperBound) values, separated by commas, are expected."))
        }
        var values: [ParameterValue] = []
        for part in parts {
            switch element.read(String(part)) {
            case .success(let value): values.append(value)
            case .failure(let fault): return .failure(fault)
            }
        }
        return .success(.list(values))
    }
}
