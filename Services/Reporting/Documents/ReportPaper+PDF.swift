import MeshDocuments

extension ReportPaper {
    /// The report as a PDF of A4 pages; takes some milliseconds for a hundred rows.
    ///
    /// - Throws: `PDFFailure`.
    func pdf() throws -> [UInt8] {
        var document = try PDFDocument(title: title, date: date, footer: title)
        document.text(title, .title)
        for fact in facts { document.text(fact, .small, gap: 2) }
        document.space(14)
        if let chart, chart.points.count <= ReportChart.mostBars * 2 {
            document.text(chart.title, .strong)
            for point in chart.points {
                document.bar(point.label, share: max(0, point.value) / chart.top, point.text)
            }
            document.space(14)
        }
        document.table(
            columns.map {
                TableColumn($0.title, share: $0.isNumber ? 1.5 : 3, alignment: $0.isNumber ? .right : .left)
            }, rows)
        return try document.finish()
    }
}
