/// A chart as SVG, which stands in the page itself: its title is read aloud, each of its points has a tooltip.
enum ChartDrawing {
    private static let width = 720.0
    private static let height = 240.0
    /// Around a line: left, where the scale stands, and below, where the times stand.
    private static let (left, bottom, top) = (64.0, 24.0, 10.0)
    /// Of a bar with the white below it.
    private static let step = 24.0
    /// Where bars begin, right of their labels.
    private static let barStart = 220.0
    private static let barEnd = 610.0
    private static let longestLabel = 32

    static func svg(_ chart: ReportChart) -> String {
        switch chart.kind {
        case .line: line(chart)
        case .bars: bars(chart)
        }
    }

    private static func frame(_ chart: ReportChart, height: Double, _ content: String) -> String {
        """
        <svg viewBox="0 0 \(number(width)) \(number(height))" role="img" aria-label="\(HTMLText.escaped(chart.title))">\
        \(content)</svg>
        """
    }

    private static func line(_ chart: ReportChart) -> String {
        let room = width - left - 10
        let floor = height - bottom
        let gap = chart.points.count > 1 ? room / Double(chart.points.count - 1) : 0
        let places = chart.points.enumerated().map { place, point in
            (x: left + Double(place) * gap, y: floor - (floor - top) * max(0, point.value) / chart.top)
        }
        let path = places.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
        var text = ""
        for share in [0, 0.5, 1] {
            let y = floor - (floor - top) * share
            text +=
                "<line class=\"grid\" x1=\"\(number(left))\" x2=\"\(number(width - 10))\" y1=\"\(number(y))\" y2=\"\(number(y))\"/>"
        }
        let largest = chart.points.max { $0.value < $1.value }
        text += label(largest?.value ?? 0 > 0 ? largest?.text ?? "" : "", x: left - 6, y: top + 4, anchor: "end")
        text += label("0", x: left - 6, y: floor + 4, anchor: "end")
        text += "<polyline class=\"line\" points=\"\(path)\"/>"
        for (place, point) in zip(places, chart.points) {
            text += """
                <circle class="dot" cx="\(number(place.x))" cy="\(number(place.y))" r="\(chart.points.count > 100 ? 1 : 3)">\
                <title>\(HTMLText.escaped("\(point.label): \(point.text)"))</title></circle>
                """
        }
        text += label(chart.points[0].label, x: left, y: height - 6, anchor: "start")
        if let last = chart.points.last, chart.points.count > 1 {
            text += label(last.label, x: width - 10, y: height - 6, anchor: "end")
        }
        return frame(chart, height: height, text)
    }

    private static func bars(_ chart: ReportChart) -> String {
        var text = ""
        for (place, point) in chart.points.enumerated() {
            let y = Double(place) * step
            let length = max(1, (barEnd - barStart) * max(0, point.value) / chart.top)
            let short = point.label.count > longestLabel ? "\(point.label.prefix(longestLabel - 1))…" : point.label
            text += label(short, x: barStart - 8, y: y + 15, anchor: "end")
            text += """
                <rect class="bar" x="\(number(barStart))" y="\(number(y + 3))" width="\(number(length))" \
                height="\(number(step - 7))"><title>\(HTMLText.escaped("\(point.label): \(point.text)"))</title></rect>
                """
            text += label(point.text, x: barStart + length + 6, y: y + 15, anchor: "start")
        }
        return frame(chart, height: Double(chart.points.count) * step, text)
    }

    private static func label(_ text: String, x: Double, y: Double, anchor: String) -> String {
        "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\">\(HTMLText.escaped(text))</text>"
    }

    /// With one digit behind the point.
    private static func number(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
