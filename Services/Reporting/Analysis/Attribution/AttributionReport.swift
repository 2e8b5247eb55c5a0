package import MeshCore

/// How much of the conversions, and of what they brought, each value of a dimension has earned.
package struct AttributionReport: Hashable, Sendable {
    package let credits: [String: Credit]
    package let conversionCount: Int

    package struct Credit: Hashable, Sendable {
        /// Parts of conversions.
        package var conversions = 0.0
        /// Minor units, with fractions.
        package var revenue: [Currency: Double] = [:]
    }

    /// Credits the visits of some segments.
    ///
    /// - Parameter segments: All with visits from the range's begin less the lookback on.
    package init(_ definition: AttributionDefinition, over segments: [VisitSegment]) {
        var counting = AttributionCounting(definition)
        counting.take(segments)
        self.init(counting)
    }

    /// Credits the visits of some segments, some visitors at a time.
    ///
    /// - Parameter journeys: All with visits from the range's begin less the lookback on.
    /// - Throws: What reading throws.
    package init(_ definition: AttributionDefinition, over journeys: VisitorParts) throws {
        var counting = AttributionCounting(definition)
        // One after another: parts of conversions add up to the same last bit in the same order alone.
        try journeys.forEach { part in counting.take(try part.segments(definition.columns)) }
        self.init(counting)
    }

    private init(_ counting: AttributionCounting) {
        credits = counting.credits
        conversionCount = counting.conversionCount
    }
}
