import MeshCore

/// How deep a payload may be: who writes and reads it calls itself for each level.
extension Payload {
    static let greatestDepth = 1000
    static let limits = JSONLimits(depth: greatestDepth, byteCount: 256 << 20)

    /// Whether the value is not deeper than a payload may be; only a text long enough to be is looked at.
    var isShallow: Bool {
        guard byteCount > 2 * Self.greatestDepth else { return true }
        var depth = 0
        var isInText = false
        var isEscaped = false
        for byte in text.utf8 {
            if isInText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInText = true
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: break
            }
            if depth > Self.greatestDepth { return false }
        }
        return true
    }
}
