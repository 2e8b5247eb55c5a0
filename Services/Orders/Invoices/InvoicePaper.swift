import MeshDocuments

/// An invoice as a PDF.
enum InvoicePaper {
    /// The file; made on a thread of the pool, because it takes milliseconds.
    ///
    /// - Throws: `PDFFailure`.
    @concurrent static func pdf(_ invoice: Invoice) async throws -> [UInt8] {
        var document = try PDFDocument(
            title: "Invoice \(invoice.number)", date: invoice.date, footer: invoice.seller.note)
        document.texts(
            "Invoice \(invoice.number)", ([invoice.seller.name] + invoice.seller.address).joined(separator: "\n"))
        document.texts(
            "Date: \(invoice.date)\nOrder: \(invoice.order)",
            invoice.seller.taxNumber.map { "Tax number: \($0)" } ?? "", gap: 16)
        document.texts("Billed to", "Sent to", .strong)
        document.texts(
            invoice.billing.joined(separator: "\n"), invoice.shipping.joined(separator: "\n"), gap: 24)
        let columns = [
            TableColumn("Item", share: 5), TableColumn("Number", share: 2),
            TableColumn("Quantity", share: 1.5, alignment: .right), TableColumn("Price", share: 2, alignment: .right),
            TableColumn("Total", share: 2, alignment: .right),
        ]
        document.table(columns, invoice.lines.map { [$0.title, $0.sku, $0.quantity, $0.unitPrice, $0.total] })
        document.space(12)
        if let tax = invoice.tax {
            document.texts("Net", tax.net, TextStyle.body)
            document.texts("Tax included (\(tax.rate))", tax.amount, TextStyle.body)
        }
        document.texts("Total", invoice.total, .strong, gap: 16)
        document.text(invoice.payment)
        return try document.finish()
    }
}
