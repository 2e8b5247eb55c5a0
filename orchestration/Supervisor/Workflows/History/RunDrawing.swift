import MeshCore

/// Draws a run as a tree for a terminal.
struct RunDrawing {
    /// Whether colours tell outcomes beside the marks.
    let isColoured: Bool
    /// Against which running states are measured.
    let now: Timestamp

    /// Iterations of one Map that are drawn each; of more, those that did not simply succeed.
    private static let iterationLimit = 20
    /// What is shown of a cause.
    private static let causeLimit = 100

    /// The whole drawing.
    func text(_ report: RunReport) -> String {
        var lines = [headline(report)]
        draw(report.tree.roots, of: report.tree, indent: "", into: &lines)
        if let error = report.error {
            lines.append(coloured("  \(error.error)\(error.cause.map { ": " + Self.brief($0) } ?? "")", .failed))
        }
        if let output = report.output { lines.append("  \(Self.brief(output))") }
        return lines.joined(separator: "\n")
    }

    private func headline(_ report: RunReport) -> String {
        let outcome: RunNode.Outcome =
            switch report.status {
            case "SUCCEEDED": .succeeded
            case "RUNNING", "PENDING_REDRIVE": .running
            default: .failed
            }
        var parts = ["\(report.machine)/\(report.name)", coloured(report.status, outcome)]
        if let begun = report.begun { parts.append(Self.length(from: begun, to: report.ended ?? now)) }
        if report.tree.redrives > 0 { parts.append("redriven \(report.tree.redrives)×") }
        parts.append(report.arn)
        return parts.joined(separator: "  ")
    }

    private func draw(_ nodes: [Int], of tree: RunTree, indent: String, into lines: inout [String]) {
        let shown = nodes.count <= Self.iterationLimit ? nodes : interesting(nodes, of: tree)
        let left = nodes.count - shown.count
        for (position, index) in shown.enumerated() {
            let isLast = position == shown.count - 1 && left == 0
            lines.append(indent + (isLast ? "└─ " : "├─ ") + line(tree.nodes[index]))
            draw(tree.nodes[index].children, of: tree, indent: indent + (isLast ? "   " : "│  "), into: &lines)
        }
        if left > 0 { lines.append(indent + "└─ … and \(left) more that succeeded") }
    }

    private func interesting(_ nodes: [Int], of tree: RunTree) -> [Int] {
        let odd = nodes.filter { tree.nodes[$0].outcome != .succeeded || tree.nodes[$0].isState }
        return odd.isEmpty ? Array(nodes.prefix(3)) : odd
    }

    private func line(_ node: RunNode) -> String {
        var parts: [String]
        switch node.kind {
        case .state(let type):
            parts = [Self.mark(node.outcome) + " " + node.name, type]
        case .branch(let number):
            parts = [Self.mark(node.outcome) + " branch \(number + 1)"]
        case .iteration(let index):
            parts = [Self.mark(node.outcome) + " #\(index)"]
        }
        parts[0] = coloured(parts[0], node.outcome)
        parts.append(Self.length(from: node.begun, to: node.ended ?? now))
        if let length = node.length { parts.append(length == 1 ? "1 item" : "\(length) items") }
        if node.tries > 1 { parts.append("\(node.tries) tries") }
        if let resource = node.resource { parts.append(Self.brief(resource)) }
        if let error = node.errors.last { parts.append(told(node, error)) }
        return parts.joined(separator: "  ")
    }

    private func told(_ node: RunNode, _ error: RunError) -> String {
        let names = node.errors.map(\.error).joined(separator: ", ")
        guard node.outcome != .succeeded, let cause = error.cause else { return coloured(names, node.outcome) }
        return coloured("\(names): \(Self.brief(cause))", node.outcome)
    }

    private static func mark(_ outcome: RunNode.Outcome) -> String {
        switch outcome {
        case .running: "●"
        case .succeeded: "✔"
        case .failed: "✘"
        case .caught: "↷"
        case .aborted: "■"
        }
    }

    private func coloured(_ text: String, _ outcome: RunNode.Outcome) -> String {
        guard isColoured else { return text }
        let code =
            switch outcome {
            case .running: 36
            case .succeeded: 32
            case .failed: 31
            case .caught: 33
            case .aborted: 35
            }
        return "\u{1b}[\(code)m\(text)\u{1b}[0m"
    }

    /// One line of at most some characters.
    static func brief(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count <= causeLimit ? line : line.prefix(causeLimit - 1) + "…"
    }

    /// `32 ms`, `1.24 s`, `3m 07s`, `2h 05m`.
    static func length(from begun: Timestamp, to ended: Timestamp) -> String {
        let milliseconds = max(0, ended.milliseconds - begun.milliseconds)
        switch milliseconds {
        case ..<1_000: return "\(milliseconds) ms"
        case ..<60_000: return "\(milliseconds / 1_000).\(two(milliseconds / 10 % 100)) s"
        case ..<3_600_000: return "\(milliseconds / 60_000)m \(two(milliseconds / 1_000 % 60))s"
        default: return "\(milliseconds / 3_600_000)h \(two(milliseconds / 60_000 % 60))m"
        }
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension RunNode {
    fileprivate var isState: Bool {
        switch kind {
        case .state: true
        case .branch, .iteration: false
        }
    }
}
