/// Addresses of machines, and UUIDs.
enum AddressFormat {
    /// Four numbers below 256 without leading zeros (RFC 2673, section 3.2).
    static func isIPv4(_ text: Substring.UTF8View) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard (1...3).contains(part.count), part.allSatisfy({ (0x30...0x39).contains($0) }),
                    part.count == 1 || part.first != UInt8(ascii: "0")
                else { return false }
                return part.reduce(0) { $0 * 10 + Int($1 - 0x30) } < 256
            }
    }

    /// Eight groups, or fewer with one `::`, the last two maybe as an IPv4 address (RFC 4291, section 2.2).
    static func isIPv6(_ text: Substring.UTF8View) -> Bool {
        let text = Array(text)
        var gap: Int?
        for place in text.indices.dropLast() where text[place] == colon && text[place + 1] == colon {
            if gap != nil { return false }
            gap = place
        }
        guard let gap else { return groups(text[...], mayEndInIPv4: true) == 8 }
        let (before, after) = (text[..<gap], text[(gap + 2)...])
        guard let left = before.isEmpty ? 0 : groups(before, mayEndInIPv4: false),
            let right = after.isEmpty ? 0 : groups(after, mayEndInIPv4: true)
        else { return false }
        return left + right <= 7
    }

    private static let colon = UInt8(ascii: ":")

    /// How many groups of 16 bits there are; nil when one is malformed.
    private static func groups(_ text: ArraySlice<UInt8>, mayEndInIPv4: Bool) -> Int? {
        let parts = text.split(separator: colon, omittingEmptySubsequences: false)
        var count = 0
        for (position, part) in parts.enumerated() {
            if (1...4).contains(part.count), part.allSatisfy(isHexadecimal) {
                count += 1
            } else if mayEndInIPv4, position == parts.count - 1,
                isIPv4(String(decoding: part, as: UTF8.self)[...].utf8)
            {
                count += 2
            } else {
                return nil
            }
        }
        return count
    }

    /// 8, 4, 4, 4 and 12 hexadecimal digits (RFC 4122, section 3).
    static func isUUID(_ text: [UInt8]) -> Bool {
        text.count == 36
            && text.enumerated().allSatisfy { place, byte in
                [8, 13, 18, 23].contains(place) ? byte == UInt8(ascii: "-") : isHexadecimal(byte)
            }
    }

    static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
