/// Counts how many hits have each value of a key, exactly, over all segments.
struct FacetCounter {
    /// Up to this part of a segment it is cheaper to read the facets of each hit than the sets of all values of a key …
    private static let recordShare = 16
    /// … and if one reading serves several keys, up to this part.
    private static let sharedShare = 8

    private let searches: [SegmentSearch]
    /// For each segment, the counts of all values among all hits, when they are few; they serve every key without a
    /// filter of its own.
    private let shared: [[UInt32]?]

    /// - Parameters:
    ///   - searches: One for each segment.
    ///   - keys: Which will be counted.
    init(_ searches: [SegmentSearch], keys: [String]) {
        self.searches = searches
        let sharing = keys.count { key in key != FacetKey.price && searches.first?.isFiltered(by: key) == false }
        shared = searches.map { search in
            let isFew = search.hits.count * Self.sharedShare < search.segment.count
            return sharing > 1 && isFew ? Self.countsByRecord(search.hits, search.segment) : nil
        }
    }

    /// Counts the hits of one key.
    func count(_ key: String) -> FacetCounts {
        key == FacetKey.price ? prices() : values(of: key)
    }

    private func values(of key: String) -> FacetCounts {
        let prefix = FacetKey.prefix(key)
        var cursors = zip(searches, shared).compactMap { search, shared -> CountingCursor? in
            let counted = search.counted(for: key)
            let size = counted.count
            guard size > 0 else { return nil }
            let counts =
                !search.isFiltered(by: key) && shared != nil
                ? shared
                : size * Self.recordShare < search.segment.count ? Self.countsByRecord(counted, search.segment) : nil
            return CountingCursor(search.segment, prefix: prefix, counts: counts, documents: counted)
        }
        var top = TopValues(limit: FacetCounts.limit)
        while let least = cursors.lazy.compactMap(\.key).min(by: { $0.lexicographicallyPrecedes($1) }) {
            var count = 0
            for index in cursors.indices where cursors[index].key == least {
                count += cursors[index].count()
                cursors[index].advance()
            }
            if count > 0 { top.add(least, count) }
        }
        let values = top.sorted.map { value in
            FacetCounts.Value(
                value: String(decoding: value.key.dropFirst(prefix.count), as: UTF8.self), count: value.count)
        }
        return FacetCounts(key: key, values: values)
    }

    /// Counts the values of all keys by what each document has.
    private static func countsByRecord(_ documents: DocumentBits, _ segment: Segment) -> [UInt32] {
        var counts = [UInt32](repeating: 0, count: segment.facets.count)
        unsafe counts.withUnsafeMutableBufferPointer { counts in
            documents.forEach { document in
                DocumentContent.forEachFacet(segment.view, at: segment.values(document)) { ordinal in
                    // A damaged file may tell of values that there are not.
                    if ordinal < counts.count { unsafe counts[ordinal] &+= 1 }
                }
            }
        }
        return counts
    }

    private func prices() -> FacetCounts {
        var found: [String: PriceTally] = [:]
        for search in searches {
            let segment = search.segment
            var tallies = segment.currencies.map { _ in PriceTally() }
            // Most neighbours have one currency, so the table is touched only where it changes.
            var (current, tally) = (0, PriceTally())
            search.counted(for: FacetKey.price).forEach { document in
                let price = segment.price(document)
                let currency = PackedPrice.currency(price)
                if currency != current {
                    if current < tallies.count { tallies[current].add(tally) }
                    (current, tally) = (currency, PriceTally())
                }
                tally.add(PackedPrice.amount(price))
            }
            if current < tallies.count { tallies[current].add(tally) }
            for (code, tally) in zip(segment.currencies, tallies) where tally.count > 0 {
                found[code, default: PriceTally()].add(tally)
            }
        }
        let prices = found.map { code, tally in
            FacetCounts.Prices(
                currency: code, count: tally.count, minimum: tally.minimum, maximum: tally.maximum)
        }
        return FacetCounts(
            key: FacetKey.price,
            prices: prices.sorted { $0.count != $1.count ? $0.count > $1.count : $0.currency < $1.currency })
    }
}
