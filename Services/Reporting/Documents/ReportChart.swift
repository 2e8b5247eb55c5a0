import MeshCore
import ReportAnalysis

/// What is drawn of a report: its first metric by its first dimension.
struct ReportChart: Hashable, Sendable, Codable {
    enum Kind: String, Hashable, Sendable, Codable {
        /// A line over time.
        case line
        /// A bar for each value.
        case bars
    }

    struct Point: Hashable, Sendable, Codable {
        let label: String
        let value: Double
        /// The value as people read it.
        let text: String
    }

    /// More bars than these are a table.
    static let mostBars = 20

    let title: String
    let kind: Kind
    /// At least one, in the order of the rows; over time in the order of time.
    let points: [Point]

    /// Nil without a dimension, without rows, or when the metric is an amount in several currencies.
    init?(_ answer: ReportAnswer) {
        guard answer.query.dimensions.count == 1, let dimension = answer.query.dimensions.first,
            let metric = answer.query.metrics.first
        else { return nil }
        var points: [Point] = []
        for row in answer.rows {
            guard let value = row.metrics[0].single, value.isFinite else { continue }
            points.append(
                Point(
                    label: row.dimensions[0].isEmpty ? "(none)" : row.dimensions[0], value: value,
                    text: ReportWords.text(row.metrics[0], of: metric)))
        }
        title = "\(ReportWords.title(metric)) by \(ReportWords.title(dimension).lowercased())"
        switch dimension {
        case .time:
            kind = .line
            points.sort { $0.label < $1.label }
        case .value:
            kind = .bars
            points = Array(points.prefix(Self.mostBars))
        }
        guard !points.isEmpty else { return nil }
        self.points = points
    }

    /// The largest value; 1 when there is none above zero.
    var top: Double { points.map(\.value).max().flatMap { $0 > 0 ? $0 : nil } ?? 1 }
}
