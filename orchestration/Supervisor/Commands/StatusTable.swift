import MeshCore

/// Draws a status for people.
enum StatusTable {
    private static let header = [
        "SERVICE", "INSTANCE", "STATE", "VERSION", "PID", "PORT", "UP", "RESTARTS", "MEMORY", "CPU", "REQ/S", "P99",
    ]
    /// Columns of numbers, which stand at their right edge.
    private static let rightAligned: Set<Int> = [4, 5, 6, 7, 8, 9, 10, 11]

    static func text(_ status: MeshStatus, at now: Timestamp) -> String {
        let rows = [header] + status.instances.map { cells($0, at: now) }
        let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var lines = [headline(status, at: now), ""]
        for row in rows {
            let padded = row.indices.map { pad(row[$0], to: widths[$0], isRight: rightAligned.contains($0)) }
            lines.append(String(padded.joined(separator: "  ").trimmingTrailingBlanks))
        }
        for problem in status.supervisor.problems { lines.append("! \(problem)") }
        return lines.joined(separator: "\n")
    }

    private static func headline(_ status: MeshStatus, at now: Timestamp) -> String {
        let supervisor = status.supervisor
        var parts = ["orrery \(supervisor.state.rawValue)", supervisor.address]
        if let pid = supervisor.pid { parts.append("supervisor \(pid)") }
        if let startedAt = supervisor.startedAt { parts.append("up \(startedAt.duration(to: now).brief)") }
        let memory = status.instances.compactMap(\.rssBytes).reduce(0, +)
        parts.append("\(memory >> 20) MiB in \(status.instances.count) instances")
        parts.append(supervisor.dataFolder)
        return parts.joined(separator: "  ·  ")
    }

    private static func cells(_ row: InstanceStatus, at now: Timestamp) -> [String] {
        [
            row.service, row.instance, row.state.rawValue, row.version, row.pid.map { "\($0)" } ?? "-",
            row.port.map { "\($0)" } ?? "-", row.startedAt.map { $0.duration(to: now).brief } ?? "-", "\(row.restarts)",
            row.rssBytes.map { "\($0 >> 20) MiB" } ?? "-", row.cpuSeconds.map { "\(decimal($0)) s" } ?? "-",
            row.requestsPerSecond.map { decimal($0) } ?? "-", row.p99Milliseconds.map { "\(decimal($0)) ms" } ?? "-",
        ]
    }

    /// With one decimal below a hundred.
    private static func decimal(_ value: Double) -> String {
        guard value < 100 else { return "\(Int(value.rounded()))" }
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func pad(_ text: String, to width: Int, isRight: Bool) -> String {
        let blanks = String(repeating: " ", count: max(0, width - text.count))
        return isRight ? blanks + text : text + blanks
    }
}

extension Duration {
    /// In the two units that count: `3m 07s`, `2h 05m`.
    fileprivate var brief: String {
        let seconds = max(0, components.seconds)
        switch seconds {
        case ..<60: return "\(seconds)s"
        case ..<3_600: return "\(seconds / 60)m \(two(seconds % 60))s"
        case ..<86_400: return "\(seconds / 3_600)h \(two(seconds / 60 % 60))m"
        default: return "\(seconds / 86_400)d \(two(seconds / 3_600 % 24))h"
        }
    }

    private func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension String {
    fileprivate var trimmingTrailingBlanks: Substring {
        self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)]
    }
}
