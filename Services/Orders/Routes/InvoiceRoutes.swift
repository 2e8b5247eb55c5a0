import HTTPTypes
import Hummingbird
import MeshCore
import MeshRuntime
import NIOCore
import OrdersAPI

/// Invoices over HTTP: as a page, and as a PDF.
struct InvoiceRoutes: Sendable {
    let store: OrdersStore
    let page: InvoicePage
    let seller: Seller

    func add(to api: inout API) {
        api.on(
            .get, "/v1/orders/{id}/invoice",
            Operation(
                id: "getInvoice", summary: "The invoice of an order that was paid", tag: OrderRoutes.tag,
                access: .userOrGuest,
                parameters: [
                    OrderRoutes.id, .orderSecret,
                    .query("format", .choice(["html", "pdf"]), "How; by the Accept header when it is not said."),
                ],
                responses: [
                    .content("text/html", "A page to read and to print."),
                    .content("application/pdf", "The same as a file."),
                ], problems: [404])
        ) { [self] input, context in
            let order = try store.owned(try input.id("id"), by: context.caller(input.string("Order-Secret")))
            let invoice = try Invoice(order, seller: seller)
            let accept = input.head.headerFields[.accept] ?? ""
            let wantsPDF = input.string("format").map { $0 == "pdf" } ?? Self.prefersPDF(accept)
            var reply =
                wantsPDF
                ? HTTPReply(
                    status: .ok, headers: [.contentType: "application/pdf"],
                    body: ResponseBody(byteBuffer: ByteBuffer(bytes: try await InvoicePaper.pdf(invoice))))
                : HTTPReply.text(page.html(invoice), mediaType: "text/html; charset=utf-8")
            // Nothing in it comes from elsewhere, and it may be shown nowhere but on its own.
            reply.headers[.contentSecurityPolicy] =
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
            reply.headers[.xContentTypeOptions] = "nosniff"
            reply.headers[.cacheControl] = "private, no-cache"
            reply.headers[.vary] = "accept"
            reply.headers[.contentDisposition] = "inline; filename=\"\(invoice.number).\(wantsPDF ? "pdf" : "html")\""
            return reply
        }
    }

    /// Whether a PDF is named, and a page is not.
    private static func prefersPDF(_ accept: String) -> Bool {
        accept.contains("application/pdf") && !accept.contains("text/html")
    }
}
