import RecommenderModels
package import ShopInsights
import ShopScience

/// Groups customers.
package struct SegmentReckoning {
    let settings: ShopSettings

    package init(settings: ShopSettings) { self.settings = settings }

    /// The groups, and who is in them; without items, and with the reason, where there are too few customers.
    ///
    /// - Throws: `ScienceError` for settings that are out of bounds.
    package func reports(
        of data: ShopData
    ) throws -> (segments: InsightReport<SegmentInsight>, members: InsightReport<MemberInsight>) {
        let grouping = try SegmentSettings(
            clusterCounts: 3...max(3, settings.mostSegments ?? 8), seedingCount: settings.seedings ?? 10,
            seed: settings.drawn)
        let customers = Customers(data)
        let horizon = Double(settings.churnHorizon ?? 60)
        let found: Segmentation
        do throws(ScienceError) {
            found = try Segmentation(customers.histories, asOf: customers.end, settings: grouping)
        } catch {
            let note = "\(error)"
            return (InsightReport(backtest: nil, note: note, items: []), .init(backtest: nil, note: note, items: []))
        }
        var backtest: InsightBacktest?
        var note: String?
        do throws(ScienceError) {
            backtest = InsightBacktest(
                try Segmentation.backtest(
                    customers.histories, asOf: customers.end - horizon, horizon: horizon, settings: grouping))
        } catch {
            note = "no back-test: \(error)"
        }
        let segments = found.segments.map {
            SegmentInsight(
                segment: $0.name, customers: $0.customerCount, centre: $0.centre.filter { $0.value.isFinite })
        }
        let members = zip(found.customers, found.labels).map { customer, label in
            MemberInsight(customer: customers.names.names[Int(customer)], segment: found.segments[label].name)
        }
        return (
            InsightReport(backtest: backtest, note: note, items: segments),
            InsightReport(backtest: backtest, note: note, items: members)
        )
    }
}
