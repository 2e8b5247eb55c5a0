package import MeshCore

/// Where in the text of a collected event those few things stand that differ from event to event: which it is, when it
/// happened and was received, who is behind it, and by what client. All the rest is what many events say alike, so what it comes to
/// can be remembered by its text.
///
/// Only the text as the collector writes it has an outline (``CollectedEvent/json``, without spaces), whose texts there are
/// plain ASCII: then nothing that is put in their place makes other JSON of it.
package struct RecordOutline: Hashable, Sendable {
    package let occurredAt: Timestamp
    package let receivedAt: Timestamp
    private let places: Places

    /// Where things stand: two bytes each, as pages hold an outline of each of their records.
    private struct Places: Hashable, Sendable {
        let site, id, visitor, occurred, received: ShortRange
        /// All that is told of the visitor but the basis.
        let who: ShortRange
        let userAgent, language, screen, network: ShortRange
    }

    package var site: Range<Int> { places.site.range }
    package var id: Range<Int> { places.id.range }
    /// The visitor's id.
    package var visitor: Range<Int> { places.visitor.range }
    /// The user agent; empty when nothing is told of it, as the others.
    package var userAgent: Range<Int> { places.userAgent.range }
    package var network: Range<Int> { places.network.range }

    /// What does not count as the rest of a text, besides which event it is, when it happened, and who is behind it.
    package enum Apart: Hashable, Sendable {
        case nothing
        case network
        /// User agent, language, screen and network.
        case client
    }

    /// Columns that may differ between events whose rest is the same.
    static let eventColumns: Set<RowColumn> = [
        .row, .eventId, .occurredAt, .receivedAt, .visitor, .earlierVisitor, .user, .trackerSession,
    ]
    /// Those that may differ besides when the client is apart.
    static let clientColumns: Set<RowColumn> = [
        .browser, .browserVersion, .os, .osVersion, .device, .language, .screen, .country, .region, .city,
    ]

    /// The longest text that is taken: 16 KiB, so that two bytes say where something stands.
    private static let longest = 16 << 10

    /// Finds the places; nil in a text of another form, which has to be read as a whole.
    package init?(_ text: Span<UInt8>) {
        var scanner = OutlineScanner()
        guard text.count <= Self.longest, scanner.takes(#"{"specversion":"1.0","id":""#, in: text),
            let id = scanner.plainText(in: text), scanner.takes(#","source":""#, in: text),
            scanner.skipText(in: text), scanner.takes(#","type":"event.collected","subject":""#, in: text),
            let site = scanner.plainText(in: text), scanner.takes(#","time":""#, in: text),
            let occurred = scanner.plainText(in: text), let occurredAt = Timestamp(text, at: occurred),
            scanner.takes(#","datacontenttype":"application/json","data":{"tracker":""#, in: text),
            scanner.skipText(in: text), scanner.takes(#","kind":""#, in: text), scanner.skipText(in: text),
            scanner.takes(#","name":""#, in: text), scanner.skipText(in: text)
        else { return nil }
        if scanner.takes(#","trackerName":""#, in: text), !scanner.skipText(in: text) { return nil }
        guard scanner.takes(#","receivedAt":""#, in: text), let received = scanner.plainText(in: text),
            let receivedAt = Timestamp(text, at: received), scanner.takes(#","visitor":{"basis":""#, in: text),
            scanner.skipText(in: text)
        else { return nil }
        let start = scanner.place
        guard scanner.takes(#","id":""#, in: text), let visitor = scanner.plainText(in: text),
            scanner.skipOptional(#","earlierId":""#, in: text), scanner.skipOptional(#","userId":""#, in: text),
            scanner.skipOptional(#","sessionId":""#, in: text)
        else { return nil }
        let who = start..<scanner.place
        guard scanner.takes("}", in: text), let client = scanner.client(in: text) else { return nil }
        self.occurredAt = occurredAt
        self.receivedAt = receivedAt
        places = Places(
            site: ShortRange(site), id: ShortRange(id), visitor: ShortRange(visitor), occurred: ShortRange(occurred),
            received: ShortRange(received), who: ShortRange(who), userAgent: ShortRange(client.userAgent),
            language: ShortRange(client.language), screen: ShortRange(client.screen),
            network: ShortRange(client.network))
    }

    /// A number that texts with the same rest have in common.
    package func hash(of text: Span<UInt8>, without apart: Apart) -> UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        eachPart(of: text, without: apart) { hash = text.hash(at: $0, after: hash) }
        return hash
    }

    /// All but what differs, in one piece.
    package func rest(of text: Span<UInt8>, without apart: Apart) -> [UInt8] {
        var rest: [UInt8] = []
        rest.reserveCapacity(text.count)
        eachPart(of: text, without: apart) { part in
            for place in part { rest.append(text[place]) }
        }
        return rest
    }

    /// Whether the text has this rest.
    package func has(_ rest: [UInt8], in text: Span<UInt8>, without apart: Apart) -> Bool {
        var known = 0
        var isSame = true
        eachPart(of: text, without: apart) { part in
            isSame = isSame && text.holds(rest, from: known, at: part)
            known += part.count
        }
        return isSame && known == rest.count
    }

    private func eachPart(of text: Span<UInt8>, without apart: Apart, _ take: (Range<Int>) -> Void) {
        var begin = 0
        func pass(_ gap: ShortRange) {
            let gap = gap.range
            guard !gap.isEmpty else { return }
            take(begin..<gap.lowerBound)
            begin = gap.upperBound
        }
        pass(places.id)
        pass(places.occurred)
        pass(places.received)
        pass(places.who)
        switch apart {
        case .nothing: break
        case .network: pass(places.network)
        case .client:
            pass(places.userAgent)
            pass(places.language)
            pass(places.screen)
            pass(places.network)
        }
        take(begin..<text.count)
    }
}

extension Span<UInt8> {
    /// Goes on with a hash over some bytes.
    package func hash(at range: Range<Int>, after start: UInt64) -> UInt64 {
        var hash = start
        var place = range.lowerBound
        while place + 8 <= range.upperBound {
            hash = Self.mixed(hash, word(at: place))
            place += 8
        }
        while place < range.upperBound {
            hash = Self.mixed(hash, UInt64(self[place]))
            place += 1
        }
        return Self.mixed(hash, UInt64(range.count))
    }

    /// Whether some bytes are those that a list has from a place on.
    package func holds(_ list: [UInt8], from start: Int, at range: Range<Int>) -> Bool {
        guard start + range.count <= list.count else { return false }
        let list = list.span
        var (place, known) = (range.lowerBound, start)
        while place + 8 <= range.upperBound {
            guard word(at: place) == list.word(at: known) else { return false }
            place += 8
            known += 8
        }
        while place < range.upperBound {
            guard self[place] == list[known] else { return false }
            place += 1
            known += 1
        }
        return true
    }

    /// Multiplies by an odd number and folds the high bits, which have mixed the most, onto the low ones.
    private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word) &* 0xD6E8_FEB8_6659_FD93
        return product ^ (product >> 32)
    }

    /// Eight bytes as a number, the same as they lie in memory on this machine.
    func word(at place: Int) -> UInt64 {
        // It checks its bounds, and all bytes are numbers.
        unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
    }
}

extension Timestamp {
    /// Reads `2026-11-21T01:02:03.004Z`; nil for every other form of it.
    fileprivate init?(_ text: Span<UInt8>, at range: Range<Int>) {
        guard range.count == 24 else { return nil }
        let start = range.lowerBound
        var isRight = true
        func number(_ place: Int, _ count: Int) -> Int {
            var number = 0
            for digit in (start + place)..<(start + place + count) {
                let value = text[digit] &- UInt8(ascii: "0")
                if value > 9 { isRight = false }
                number = number &* 10 &+ Int(value)
            }
            return number
        }
        func expect(_ mark: Unicode.Scalar, _ place: Int) {
            if text[start + place] != UInt8(ascii: mark) { isRight = false }
        }
        for (place, mark) in [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":"), (19, "."), (23, "Z")]
            as [(Int, Unicode.Scalar)]
        {
            expect(mark, place)
        }
        let (hour, minute, second) = (number(11, 2), number(14, 2), number(17, 2))
        guard isRight, hour < 24, minute < 60, second < 60,
            let date = CivilDate(year: number(0, 4), month: number(5, 2), day: number(8, 2))
        else { return nil }
        let time = Int64(hour * 3_600_000 + minute * 60_000 + second * 1000 + number(20, 3))
        guard isRight else { return nil }
        self.init(milliseconds: Int64(date.dayNumber) * 86_400_000 + time)
    }
}
