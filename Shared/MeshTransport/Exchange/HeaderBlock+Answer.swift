// What a client reads from an answer's head.
extension HeaderBlock {
    /// The `:status` of an answer's head, which comes first (RFC 9113, section 8.3); nil when the first field is another one.
    package var status: Int? {
        guard let field = fields.first, field.nameLength == 7, field.valueLength == 3 else { return nil }
        var status = 0
        for byte in value(of: field) {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            status = status * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return status
    }

    /// The `retry-after` of an answer when it is in seconds (RFC 9110, section 10.2.3); a date is not read.
    package var retryAfter: Duration? {
        guard let value = first("retry-after"), !value.isEmpty, value.count <= 9 else { return nil }
        var seconds: Int64 = 0
        for byte in value {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            seconds = seconds * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        return .seconds(seconds)
    }
}
