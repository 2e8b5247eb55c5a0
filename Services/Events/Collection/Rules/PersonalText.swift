/// Finds in a text what is a person's: addresses of e-mail, numbers of cards and telephones.
struct PersonalText {
    let rules: ScrubbingRules

    /// What kinds were found in a text.
    struct Finding: Hashable, Sendable {
        var text: String
        /// `email`, `card`, `phone`: in the order of the text.
        var kinds: [String]
    }

    /// The text with what was found replaced; nil when nothing was.
    func scrubbed(_ text: String) -> Finding? {
        let bytes = Array(text.utf8)
        guard bytes.contains(where: { $0 == UInt8(ascii: "@") || Self.isDigit($0) }) else { return nil }
        var spans: [(range: Range<Int>, kind: String)] = []
        if rules.email { spans += emails(bytes).map { ($0, "email") } }
        if rules.card || rules.phone { spans += numbers(bytes) }
        guard !spans.isEmpty else { return nil }
        spans.sort { $0.range.lowerBound < $1.range.lowerBound }
        var result: [UInt8] = []
        var place = 0
        var kinds: [String] = []
        for span in spans where span.range.lowerBound >= place {
            result += bytes[place..<span.range.lowerBound]
            result += rules.replacement.utf8
            place = span.range.upperBound
            kinds.append(span.kind)
        }
        result += bytes[place...]
        return Finding(text: String(decoding: result, as: UTF8.self), kinds: kinds)
    }

    // MARK: - E-mail

    /// An at sign with a name before it and a domain of two labels or more behind it.
    private func emails(_ bytes: [UInt8]) -> [Range<Int>] {
        bytes.indices.filter { bytes[$0] == UInt8(ascii: "@") }.compactMap { at in
            var start = at
            while start > 0, Self.isNameByte(bytes[start - 1]) { start -= 1 }
            var end = at + 1
            while end < bytes.count, Self.isDomainByte(bytes[end]) { end += 1 }
            while end > at + 1, [UInt8(ascii: "."), UInt8(ascii: "-")].contains(bytes[end - 1]) { end -= 1 }
            let labels = bytes[(at + 1)..<end].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            guard start < at, labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }),
                let last = labels.last, last.count >= 2, !last.contains(where: Self.isDigit)
            else { return nil }
            return start..<end
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isDomainByte(byte) || byte >= 0x80 || "!#$%&'*+_~".utf8.contains(byte)
    }

    private static func isDomainByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    // MARK: - Numbers

    /// Runs of digits with single separators between them that are a card's or a telephone's.
    private func numbers(_ bytes: [UInt8]) -> [(Range<Int>, String)] {
        var found: [(Range<Int>, String)] = []
        var place = 0
        while place < bytes.count {
            guard Self.isDigit(bytes[place]) || bytes[place] == UInt8(ascii: "+") else {
                place += 1
                continue
            }
            let start = place
            let end = Self.endOfNumber(bytes, from: start)
            place = max(end, start + 1)
            // Part of a word, an id, or a decimal number.
            if start > 0, Self.isWordByte(bytes[start - 1]) { continue }
            if end < bytes.count, Self.isWordByte(bytes[end]) { continue }
            if let kind = kind(bytes[start..<end]) { found.append((start..<end, kind)) }
        }
        return found
    }

    private static func endOfNumber(_ bytes: [UInt8], from start: Int) -> Int {
        var end = start + 1
        var place = end
        while place < bytes.count {
            if isDigit(bytes[place]) {
                place += 1
                end = place
            } else if place - end < 2, " -()./".utf8.contains(bytes[place]) {
                place += 1
            } else {
                break
            }
        }
        return end
    }

    private func kind(_ run: ArraySlice<UInt8>) -> String? {
        let digits = run.filter(Self.isDigit)
        let separators = Set(run.filter { !Self.isDigit($0) })
        let isPlain = separators.isSubset(of: [UInt8(ascii: " "), UInt8(ascii: "-")])
        if rules.card, isPlain, Self.isCard(digits) { return "card" }
        guard rules.phone, (7...15).contains(digits.count) else { return nil }
        if run.first == UInt8(ascii: "+") { return "phone" }
        // A national number begins with a zero, and people write it in groups; other numbers are seldom both.
        return digits.first == UInt8(ascii: "0") && digits.count >= 9 && !separators.isEmpty
            && !separators.contains(UInt8(ascii: ".")) ? "phone" : nil
    }

    /// 13 to 19 digits that begin as cards' numbers do (ISO/IEC 7812: 2 to 6 are the networks' of payment and travel)
    /// and whose check digit is right by Luhn's rule. Times in milliseconds begin with 1.
    static func isCard(_ digits: [UInt8]) -> Bool {
        guard (13...19).contains(digits.count), let first = digits.first, (0x32...0x36).contains(first) else {
            return false
        }
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let value = Int(digit - 0x30) * (place.isMultiple(of: 2) ? 1 : 2)
            sum += value > 9 ? value - 9 : value
        }
        return sum.isMultiple(of: 10)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte >= 0x80
    }
}
