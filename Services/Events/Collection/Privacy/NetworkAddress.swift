/// An address of IPv4 or IPv6.
package struct NetworkAddress: Hashable, Sendable {
    /// The two versions of the protocol.
    package enum Version: Hashable, Sendable {
        case four
        case six

        /// How many bits an address has.
        var bitCount: Int {
            switch self {
            case .four: 32
            case .six: 128
            }
        }
    }

    package let version: Version
    /// The address as a number: 32 or 128 bits.
    package let bits: UInt128

    init(version: Version, bits: UInt128) {
        self.version = version
        self.bits = bits
    }

    /// The same with only its first bits kept.
    package func truncated(to bitCount: Int) -> NetworkAddress {
        let cut = max(0, version.bitCount - bitCount)
        return NetworkAddress(version: version, bits: cut >= 128 ? 0 : (bits >> UInt128(cut)) << UInt128(cut))
    }

    /// The network that is kept of a visitor: the first 24 bits of IPv4, 48 of IPv6.
    package var visitorNetwork: NetworkAddress {
        switch version {
        case .four: truncated(to: 24)
        case .six: truncated(to: 48)
        }
    }
}

extension NetworkAddress: LosslessStringConvertible {
    /// Takes dotted decimals or the text of an IPv6 address (RFC 4291, section 2.2), also in brackets and with a port
    /// or a zone behind it; an IPv4-mapped one is IPv4. Nil for all else.
    package init?(_ description: String) {
        var text = Substring(description)
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            text = text[text.index(after: text.startIndex)..<end]
        } else if text.filter({ $0 == ":" }).count == 1 {
            text = text.prefix { $0 != ":" }
        }
        text = text.prefix { $0 != "%" }
        if let bits = Self.dotted(text) {
            self.init(version: .four, bits: UInt128(bits))
        } else if let bits = Self.groups(text) {
            let isMapped = bits >> 32 == 0xFFFF
            self.init(version: isMapped ? .four : .six, bits: isMapped ? bits & 0xFFFF_FFFF : bits)
        } else {
            return nil
        }
    }

    private static func dotted(_ text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard part.utf8.count <= 3, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let byte = UInt8(part)
            else { return nil }
            bits = bits << 8 | UInt32(byte)
        }
        return bits
    }

    private static func groups(_ text: Substring) -> UInt128? {
        guard text.contains(":"), !text.hasPrefix(":") || text.hasPrefix("::"),
            !text.hasSuffix(":") || text.hasSuffix("::")
        else { return nil }
        var head: [UInt16] = []
        var tail: [UInt16] = []
        var hasGap = false
        var parts = text.split(separator: ":", omittingEmptySubsequences: false)[...]
        if parts.first == "", parts.dropFirst().first == "" { parts = parts.dropFirst() }
        if parts.last == "", parts.dropLast().last == "" { parts = parts.dropLast() }
        for (place, part) in zip(parts.indices, parts) {
            var numbers: [UInt16] = []
            if part.isEmpty {
                guard !hasGap else { return nil }
                hasGap = true
                continue
            } else if place == parts.endIndex - 1, let bits = dotted(part) {
                numbers = [UInt16(bits >> 16), UInt16(bits & 0xFFFF)]
            } else if part.utf8.count <= 4, part.first != "+", let number = UInt16(part, radix: 16) {
                numbers = [number]
            } else {
                return nil
            }
            if hasGap { tail += numbers } else { head += numbers }
        }
        let count = head.count + tail.count
        guard hasGap ? count <= 7 : count == 8 else { return nil }
        let all = head + Array(repeating: 0, count: 8 - count) + tail
        return all.reduce(0) { $0 << 16 | UInt128($1) }
    }

    /// Dotted decimals, or the canonical text of IPv6 (RFC 5952).
    package var description: String {
        switch version {
        case .four:
            return stride(from: 24, through: 0, by: -8).map { String(UInt8(truncatingIfNeeded: bits >> UInt128($0))) }
                .joined(separator: ".")
        case .six:
            let groups = stride(from: 112, through: 0, by: -16).map { UInt16(truncatingIfNeeded: bits >> UInt128($0)) }
            guard let gap = Self.longestGap(in: groups) else { return Self.text(of: groups[...]) }
            return Self.text(of: groups[..<gap.lowerBound]) + "::" + Self.text(of: groups[gap.upperBound...])
        }
    }

    private static func text(of groups: ArraySlice<UInt16>) -> String {
        groups.map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// The first of the longest runs of zeros, of at least two.
    private static func longestGap(in groups: [UInt16]) -> Range<Int>? {
        var best = 0..<0
        var start = 0
        for place in 0...groups.count where place == groups.count || groups[place] != 0 {
            if place - start > best.count { best = start..<place }
            start = place + 1
        }
        return best.count >= 2 ? best : nil
    }
}
