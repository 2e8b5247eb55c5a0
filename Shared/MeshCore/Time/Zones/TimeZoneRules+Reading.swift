extension TimeZoneRules {
    /// Reads the bytes of a time zone's file (TZif, RFC 9636) of version 2 and later; nil when it is none, or one that
    /// counts leap seconds.
    package init?(file bytes: [UInt8]) {
        var reader = TimeZoneFileReader(bytes)
        // The first block repeats the second with times of 32 bits, for readers of old.
        guard let old = reader.header(), reader.skip(old.byteCount(timeSize: 4)), let header = reader.header(),
            header.leapCount == 0, header.typeCount > 0
        else { return nil }
        guard let changes = reader.numbers(header.timeCount, size: 8),
            let types = reader.numbers(header.timeCount, size: 1),
            let offsets = reader.offsets(header.typeCount),
            reader.skip(header.byteCountAfterTypes(timeSize: 8)), let footer = reader.footer(),
            types.allSatisfy({ $0 >= 0 && $0 < offsets.count }),
            zip(changes, changes.dropFirst()).allSatisfy({ $0 < $1 })
        else { return nil }
        var rule: YearlyTimeRule?
        if !footer.isEmpty {
            guard let read = YearlyTimeRule(footer) else { return nil }
            rule = read
        }
        self.init(changes: changes, offsets: types.map { offsets[Int($0)] }, firstOffset: offsets[0], rule: rule)
    }
}
