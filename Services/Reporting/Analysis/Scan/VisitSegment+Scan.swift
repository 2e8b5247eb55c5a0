extension VisitSegment {
    /// The groups of this segment's rows.
    ///
    /// - Throws: ``QueryLimitError`` when the values of the dimensions have too many combinations.
    package func groups(for scan: ReportScan) throws(QueryLimitError) -> ReportGroups {
        try SegmentScanner(scan, over: self).groups()
    }
}
