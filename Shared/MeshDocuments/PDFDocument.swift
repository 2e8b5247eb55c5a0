/// A document of texts and tables that flows over pages of A4, as PDF.
///
/// The same content with the same fonts makes the same bytes. It takes milliseconds of a core, so it is made on a thread of
/// the pool, and by one thread from its beginning to its end.
package struct PDFDocument: ~Copyable {
    private static let width = 595.28
    private static let height = 841.89
    private static let margin = 56.0
    /// Between two cells of a row.
    private static let gutter = 8.0

    private let canvas: PDFCanvas
    private let footer: String
    private var page = 1
    private var y = PDFDocument.margin

    /// Begins a document.
    ///
    /// - Parameters:
    ///   - title: What readers show in their title bar.
    ///   - date: When its content was made, in ISO 8601; not the time of making the file.
    ///   - footer: Stands at the foot of each page, before the page's number.
    /// - Throws: ``PDFFailure``.
    package init(title: String, date: String, footer: String) throws(PDFFailure) {
        canvas = try PDFCanvas(width: Self.width, height: Self.height)
        canvas.describe(title: title, date: date)
        self.footer = footer
    }

    private var lineWidth: Double { Self.width - 2 * Self.margin }
    /// Where the text of a page ends: above the footer.
    private var end: Double { Self.height - Self.margin - 16 }

    /// Adds a paragraph; one that does not fit on the rest of the page begins on the next.
    ///
    /// - Parameter gap: White below it, in points.
    package mutating func text(_ text: String, _ style: TextStyle = .body, gap: Double = 4) {
        let height = canvas.height(of: text, style, width: lineWidth)
        makeRoom(for: height)
        canvas.draw(text, style, x: Self.margin, y: y, width: lineWidth)
        y += height + gap
    }

    /// Adds two texts beside each other, the right one at the right margin's half.
    package mutating func texts(_ left: String, _ right: String, _ style: TextStyle = .body, gap: Double = 4) {
        let half = (lineWidth - Self.gutter) / 2
        let height = max(
            canvas.height(of: left, style, width: half), canvas.height(of: right, style, width: half))
        makeRoom(for: height)
        canvas.draw(left, style, x: Self.margin, y: y, width: half)
        canvas.draw(right, style, x: Self.margin + half + Self.gutter, y: y, width: half)
        y += height + gap
    }

    /// Adds white.
    package mutating func space(_ points: Double) { y += points }

    /// Adds a table; its head is repeated on every page that it goes on to.
    ///
    /// - Parameters:
    ///   - columns: At least one.
    ///   - rows: Cells in the order of the columns; missing ones are empty.
    package mutating func table(_ columns: [TableColumn], _ rows: [[String]]) {
        precondition(!columns.isEmpty, "A table has a column")
        head(columns)
        for row in rows {
            if y + height(of: row, columns, .body) > end {
                nextPage()
                head(columns)
            }
            draw(row, columns, .body)
        }
    }

    /// Adds a line of a bar chart: a label, a bar, and its value behind it.
    ///
    /// - Parameter share: How long the bar is, 0 … 1 of the room that there is.
    package mutating func bar(_ label: String, share: Double, _ value: String) {
        let labelWidth = lineWidth * 0.32
        let room = lineWidth * 0.5
        let height = max(canvas.height(of: label, .small, width: labelWidth), 10)
        makeRoom(for: height + 3)
        canvas.draw(label, .small, x: Self.margin, y: y, width: labelWidth)
        let start = Self.margin + labelWidth + Self.gutter
        let length = max(0.5, room * min(1, max(0, share)))
        canvas.fill(x: start, y: y + 1, width: length, height: 9)
        canvas.draw(value, .small, x: start + length + 4, y: y, width: lineWidth * 0.16)
        y += height + 3
    }

    /// Ends the document.
    ///
    /// - Returns: The whole file.
    /// - Throws: ``PDFFailure``.
    package consuming func finish() throws(PDFFailure) -> [UInt8] {
        drawFooter()
        canvas.endPage()
        return try canvas.finish()
    }

    private mutating func head(_ columns: [TableColumn]) {
        let titles = columns.map(\.title)
        // A head without a row below it looks lost.
        makeRoom(for: height(of: titles, columns, .strong) * 2)
        draw(titles, columns, .strong)
        canvas.drawRule(x: Self.margin, y: y - 2, width: lineWidth)
        y += 2
    }

    private mutating func draw(_ cells: [String], _ columns: [TableColumn], _ style: TextStyle) {
        var x = Self.margin
        let widths = widths(of: columns)
        for (place, column) in columns.enumerated() where place < cells.count {
            canvas.draw(cells[place], style.aligned(column.alignment), x: x, y: y, width: widths[place])
            x += widths[place] + Self.gutter
        }
        y += height(of: cells, columns, style)
    }

    /// The height of a row with the white below it.
    private func height(of cells: [String], _ columns: [TableColumn], _ style: TextStyle) -> Double {
        let widths = widths(of: columns)
        let heights = zip(cells, widths).map { canvas.height(of: $0, style, width: $1) }
        return (heights.max() ?? 0) + 5
    }

    private func widths(of columns: [TableColumn]) -> [Double] {
        let room = lineWidth - Self.gutter * Double(columns.count - 1)
        let shares = columns.reduce(0) { $0 + $1.share }
        return columns.map { room * $0.share / shares }
    }

    private mutating func makeRoom(for height: Double) {
        if y + height > end && y > Self.margin { nextPage() }
    }

    private mutating func nextPage() {
        drawFooter()
        canvas.endPage()
        page += 1
        y = Self.margin
    }

    private func drawFooter() {
        let place = Self.height - Self.margin
        canvas.draw(footer, .small, x: Self.margin, y: place, width: lineWidth)
        canvas.draw("\(page)", .small.aligned(.right), x: Self.margin, y: place, width: lineWidth)
    }
}
