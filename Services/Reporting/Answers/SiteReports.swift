import MeshCore
import ReportAnalysis
import ReportIntake

/// Everything that can be asked of one site's reports, over one view of them.
struct SiteReports {
    let view: SiteView
    let scanner: SiteScanner
    let now: Timestamp
    /// Events that a question about journeys may look at.
    let journeyLimit: Int

    private var moment: QueryMoment {
        // By the site's clocks, the first event may lie on the day before that of UTC.
        QueryMoment(now: now, calendar: view.calendar, firstDay: (view.generation.firstDay ?? now.day) - 1)
    }

    /// Answers a question in the shape of Plausible's Stats API v2.
    ///
    /// - Throws: `QueryError`; `QueryLimitError`; what reading throws.
    func answer(_ query: ReportQuery) throws -> ReportAnswer {
        let evaluation = try QueryEvaluation(query, at: now, in: view.calendar, firstDay: moment.firstDay)
        let grain = query.grain(for: evaluation.range)
        let groups = try evaluation.scans.map { scan in
            try scanner.groups(for: scan, grain: scan.buckets == nil ? nil : grain)
        }
        return evaluation.answer(groups, watermark: view.watermark)
    }

    /// What an answer is made of.
    ///
    /// - Throws: `QueryLimitError`.
    func scans(of query: ReportQuery) throws -> [ReportScan] {
        try QueryEvaluation(query, at: now, in: view.calendar, firstDay: moment.firstDay).scans
    }

    /// Answers a question about journeys.
    ///
    /// - Throws: As ``answer(_:)``; ``ReportingError/tooManyEvents(limit:)``.
    func answer(_ question: JourneyQuestion, as kind: JourneyKind) throws -> JSONValue {
        var question = question
        switch kind {
        case .funnels:
            let definition = try question.funnel(at: moment)
            let report = try FunnelReport(definition, over: try journeys(definition.range, definition.columns))
            return told(report.json(isBrokenDown: definition.breakdown != nil))
        case .retention:
            let definition = try question.retention(at: moment)
            let range = definition.range.lowerBound..<Timestamp(milliseconds: .max / 2)
            return told(
                try RetentionReport(
                    definition, over: try journeys(range, definition.columns), in: view.calendar,
                    watermark: view.watermark
                ).json)
        case .paths:
            let definition = try question.path(at: moment)
            return told(try PathReport(definition, over: try journeys(definition.range, definition.columns)).json)
        case .attribution:
            let definition = try question.attribution(at: moment)
            let range = (definition.range.lowerBound - definition.lookback)..<definition.range.upperBound
            return told(try AttributionReport(definition, over: try journeys(range, definition.columns)).json)
        }
    }

    /// Who was there in the last half hour, and where.
    ///
    /// - Throws: As ``answer(_:)``.
    func realtime(of site: String) throws -> JSONValue {
        func ask(_ metrics: [String], by dimensions: [String], limit: Int64 = 10) throws -> JSONValue {
            try answer(
                try ReportQuery(json: [
                    "site_id": .string(site), "metrics": .array(metrics.map { .string($0) }),
                    "dimensions": .array(dimensions.map { .string($0) }), "date_range": "realtime",
                    "pagination": ["limit": .int(limit)],
                ])
            ).json["results"] ?? []
        }
        return told([
            "totals": try ask(["visitors", "pageviews", "events"], by: []),
            "minutes": try ask(["visitors", "pageviews"], by: ["time:minute"], limit: 60),
            "pages": try ask(["visitors", "pageviews"], by: ["event:page"]),
            "sources": try ask(["visitors"], by: ["visit:source"]),
            "countries": try ask(["visitors"], by: ["visit:country"]),
            "goals": try ask(["visitors", "events"], by: ["event:goal"]),
        ])
    }

    private func journeys(_ range: Range<Timestamp>, _ columns: JourneyColumns) throws -> VisitorParts {
        try scanner.journeys(in: range, columns, limit: journeyLimit)
    }

    /// Journeys are counted visitor by visitor, so they are exact.
    private func told(_ results: JSONValue) -> JSONValue {
        [
            "results": results,
            "meta": [
                "watermark": .string(view.watermark.description), "exact": true,
                "time_zone": .string(view.zone), "asked_at": .string(now.description),
            ],
        ]
    }
}
