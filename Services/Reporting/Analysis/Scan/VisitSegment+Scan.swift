extension VisitSegment {
    /// The groups of this segment's rows.
    ///
    /// - Throws: ``QueryLimitError`` when the values of the dimensions have too many combinations.
    package func groups(for scan: ReportScan) throws(QueryLimitError) -> ReportGroups {
        if scan.goesByCodes(in: moments) {
            var tally = CodeTally()
            if try tally.begin(scan, over: self) {
                tally.take(self)
                return tally.groups()
            }
        }
        var scanner = try SegmentScanner(scan, over: self)
        scanner.take()
        return scanner.groups()
    }
}
