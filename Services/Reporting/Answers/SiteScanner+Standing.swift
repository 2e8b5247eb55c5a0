import MeshCore
import ReportAnalysis

extension SiteScanner {
    /// Of what a plan's sums are; nil where they are not kept beyond the process: those of single values, and by buckets.
    ///
    /// As in ``SealedAnswers``, sums depend on nothing else: no event of what is added up can come any more.
    func scope(of plan: RollupPlan, rolled: Timestamp) -> String? {
        let scan = plan.scan
        guard scan.filter == nil, scan.buckets == nil, scan.dimensions == plan.set.dimensions else { return nil }
        let numbers = [
            scan.range.lowerBound.milliseconds, scan.range.upperBound.milliseconds, rolled.milliseconds,
            Int64(scan.accuracy.exactLimit), Int64(scan.accuracy.precision),
        ]
        return ([view.zone] + numbers.map(String.init)).joined(separator: " ")
    }

    /// A plan's sums as they were kept.
    func kept(_ plan: RollupPlan, rolled: Timestamp) throws -> ReportGroups? {
        guard let scope = scope(of: plan, rolled: rolled),
            let bytes = try store.standingSums(
                of: view.generation.id, RollupSets.name(of: plan.set), scope: scope)
        else { return nil }
        // What cannot be read is added up anew.
        return try? RollupBytes.read(bytes)
    }

    /// What a scan's sums come to, to be kept; nil where they are, or are not to be.
    ///
    /// - Throws: As ``groups(for:grain:)``.
    func standingSums(for scan: ReportScan, beside scopes: [String: String]) throws -> StandingSums? {
        guard let rolled = view.rolled, let plan = plan(for: scan, grain: nil),
            let scope = scope(of: plan, rolled: rolled)
        else { return nil }
        let name = RollupSets.name(of: plan.set)
        guard scopes[name] != scope else { return nil }
        return StandingSums(set: name, scope: scope, bytes: RollupBytes.write(try sums(plan, rolled: rolled)))
    }
}
