/// A row of an answer.
package struct ReportRow: Hashable, Sendable {
    let key: GroupKey
    /// In the order of the question's dimensions.
    package let dimensions: [String]
    /// In the order of the question's metrics.
    package let metrics: [MetricValue]
    /// The same of the time that it is compared with.
    package let comparison: Comparison?

    package struct Comparison: Hashable, Sendable {
        package let dimensions: [String]
        package let metrics: [MetricValue]
        /// In percent, for rates in points; nil where there is nothing to compare.
        package let changes: [Double?]
    }
}
