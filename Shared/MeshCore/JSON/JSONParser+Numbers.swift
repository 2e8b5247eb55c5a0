extension JSONParser {
    /// Reads a number (RFC 8259, section 6); one without fraction and exponent stays exact when it fits into 64 bits.
    mutating func number() throws(JSONParseError) -> JSONValue {
        let start = index
        let isNegative = index < bytes.count && bytes[index] == UInt8(ascii: "-")
        if isNegative { index += 1 }
        guard index < bytes.count else { throw JSONParseError(.unexpectedEnd, at: index) }
        guard isDigit(bytes[index]) else {
            throw JSONParseError(isNegative ? .invalidNumber : .unexpectedByte, at: index)
        }
        let hasLeadingZero = bytes[index] == UInt8(ascii: "0")
        let firstDigit = index
        let magnitude = digits()
        if hasLeadingZero, index - firstDigit > 1 { throw JSONParseError(.invalidNumber, at: firstDigit) }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") || bytes[index] | 0x20 == UInt8(ascii: "e") {
            return .double(try floating(from: start))
        }
        if let magnitude, let number = exactly(magnitude, isNegative: isNegative) { return .int(number) }
        return .double(try double(from: start))
    }

    /// Reads digits; nil when they do not fit into 64 bits.
    private mutating func digits() -> UInt64? {
        var number: UInt64 = 0
        var hasOverflown = false
        while index < bytes.count, isDigit(bytes[index]) {
            let (product, tooLarge) = number.multipliedReportingOverflow(by: 10)
            let (sum, carries) = product.addingReportingOverflow(UInt64(bytes[index] - UInt8(ascii: "0")))
            hasOverflown = hasOverflown || tooLarge || carries
            number = sum
            index += 1
        }
        return hasOverflown ? nil : number
    }

    private func exactly(_ magnitude: UInt64, isNegative: Bool) -> Int64? {
        if !isNegative { return Int64(exactly: magnitude) }
        return magnitude == UInt64(Int64.max) + 1 ? .min : Int64(exactly: magnitude).map { -$0 }
    }

    /// Reads fraction and exponent behind the whole digits.
    private mutating func floating(from start: Int) throws(JSONParseError) -> Double {
        if bytes[index] == UInt8(ascii: ".") {
            index += 1
            try someDigits()
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
                index += 1
            }
            try someDigits()
        }
        return try double(from: start)
    }

    private mutating func someDigits() throws(JSONParseError) {
        guard index < bytes.count else { throw JSONParseError(.unexpectedEnd, at: index) }
        guard isDigit(bytes[index]) else { throw JSONParseError(.invalidNumber, at: index) }
        while index < bytes.count, isDigit(bytes[index]) { index += 1 }
    }

    private func double(from start: Int) throws(JSONParseError) -> Double {
        guard let number = Double(String(decoding: bytes[start..<index], as: UTF8.self)), number.isFinite else {
            throw JSONParseError(.invalidNumber, at: start)
        }
        return number
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
