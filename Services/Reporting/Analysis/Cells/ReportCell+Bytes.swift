import MeshCore

extension ReportCell {
    /// Appends the cell as rollups store it.
    package func write(to writer: inout PackedWriter) {
        visitors.write(to: &writer)
        for number in [events, pageviews] + visits.numbers { writer.signed(number) }
        writer.count(revenue.count)
        for (currency, sum) in revenue.sorted(by: { $0.key.description < $1.key.description }) {
            writer.text(currency.description)
            writer.signed(sum.amount)
            writer.signed(sum.count)
        }
        writer.byte(numbers == nil ? 0 : 1)
        numbers?.write(to: &writer)
    }

    /// Reads a cell.
    ///
    /// - Throws: ``PackedError`` when the bytes are none that ``write(to:)`` writes.
    package init(from reader: inout PackedReader) throws(PackedError) {
        visitors = try DistinctCount(from: &reader)
        events = try reader.signed()
        pageviews = try reader.signed()
        visits = try VisitSums(from: &reader)
        for _ in 0..<(try reader.count(bitsEach: 48)) {
            guard let currency = Currency(try reader.text()) else { throw .malformed("a currency") }
            revenue[currency] = RevenueSum(amount: try reader.signed(), count: try reader.signed())
        }
        numbers = try reader.byte() == 0 ? nil : TDigest(from: &reader)
    }
}

extension VisitSums {
    fileprivate var numbers: [Int64] {
        [count, bounces, duration, pageviews, scrollDepth, scrolledCount, engagement, engagedCount]
    }

    fileprivate init(from reader: inout PackedReader) throws(PackedError) {
        count = try reader.signed()
        bounces = try reader.signed()
        duration = try reader.signed()
        pageviews = try reader.signed()
        scrollDepth = try reader.signed()
        scrolledCount = try reader.signed()
        engagement = try reader.signed()
        engagedCount = try reader.signed()
    }
}
