import CatalogAPI
import HTTPTypes
import Hummingbird
import MeshCore
import MeshRuntime
import NIOCore

/// Imports and exports of products over HTTP.
struct ImportRoutes: Sendable {
    let store: CatalogStore
    let clock: any WallClock

    private static let tag = "imports"
    /// Ten million products of 800 bytes.
    private static let fileLimit = 8 << 30
    /// Products of a page of an export: some hundred kilobytes, read in some milliseconds.
    private static let exportPage = 500
    private static let id = Parameter.path("id", .string(1...64), "The name that its sender gave it")
    private static let mode = Parameter.query(
        "mode", .choice(ImportReport.Mode.allCases.map(\.rawValue)), default: "upsert",
        "What becomes of rows whose sku is there already: upsert puts them in the product's place, create refuses them."
    )
    private static let types = RecordFormat.allCases.map(\.mediaType)

    func add(to api: inout API) {
        addImporting(to: &api)
        addReporting(to: &api)
        addExporting(to: &api)
    }

    private func addImporting(to api: inout API) {
        api.on(
            .post, "/v1/products/import",
            Operation(
                id: "importProducts", summary: "Import products from a file", tag: Self.tag, access: .role("admin"),
                parameters: [Self.mode], request: .stream(Self.types, limit: Self.fileLimit),
                responses: [.ok(ImportReport.self, "How it ended.")], problems: [409])
        ) { [self] input, _ in
            try await run(Product.ID.make().description.replacing("prd_", with: "imp_"), input)
        }
        api.on(
            .put, "/v1/imports/{id}",
            Operation(
                id: "putImport", summary: "Import products from a file, and go on with it when it is sent again",
                tag: Self.tag, access: .role("admin"), parameters: [Self.id, Self.mode],
                request: .stream(Self.types, limit: Self.fileLimit),
                responses: [.ok(ImportReport.self, "How it ended.")], problems: [409])
        ) { [self] input, _ in
            let id = input.string("id") ?? ""
            let errors = ProductFields.importID.validate(.string(id), field: "id")
            guard errors.isEmpty else { throw CatalogError.invalid(errors) }
            return try await run(id, input)
        }
    }

    private func run(_ id: String, _ input: OperationInput<StreamedBody>) async throws -> HTTPReply {
        let mode = input.string("mode").flatMap(ImportReport.Mode.init(rawValue:)) ?? .upsert
        guard let format = RecordFormat(mediaType: input.body.mediaType) else {
            throw Problem.unsupportedMediaType("This operation takes \(Self.types.joined(separator: ", ")).")
        }
        return try .json(try await ProductImport(store: store, clock: clock).run(id, mode, format, input.body))
    }

    private func addReporting(to api: inout API) {
        api.on(
            .get, "/v1/imports/{id}",
            Operation(
                id: "getImport", summary: "How an import stands", tag: Self.tag, access: .role("admin"),
                parameters: [Self.id], responses: [.ok(ImportReport.self, "How it stands.")], problems: [404])
        ) { [store] input, _ in
            try .json(try await store.importReport(input.string("id") ?? ""))
        }
        api.on(
            .get, "/v1/imports/{id}/errors",
            Operation(
                id: "listImportErrors", summary: "The rows of an import that failed, the first thousand",
                tag: Self.tag, access: .role("admin"), parameters: [Self.id],
                responses: [.content(RecordFormat.ndjson.mediaType, "A row on each line.")], problems: [404])
        ) { [store] input, _ in
            let rows = try await store.importFailures(input.string("id") ?? "")
            let body = ByteBuffer(string: rows.map { "\($0.json)\n" }.joined())
            return HTTPReply(
                status: .ok, headers: [.contentType: RecordFormat.ndjson.mediaType],
                body: ResponseBody(byteBuffer: body))
        }
    }

    private func addExporting(to api: inout API) {
        api.on(
            .get, "/v1/products/export",
            Operation(
                id: "exportProducts", summary: "All products as a file, in the order of their ids", tag: Self.tag,
                access: .role("admin"),
                parameters: [
                    .query("format", .choice(RecordFormat.allCases.map(\.rawValue)), default: "ndjson", "The form."),
                    .query("category", .string(1...64), "Only this category, and those below it."),
                    .query("after", .id(Product.ID.self), "Goes on behind this product."),
                ],
                responses: RecordFormat.allCases.map { .content($0.mediaType, "A product on each line.") })
        ) { [self] input, _ in
            let format = input.string("format").flatMap(RecordFormat.init(rawValue:)) ?? .ndjson
            let after = input.string("after").flatMap { Product.ID($0) }
            return HTTPReply(
                status: .ok, headers: [.contentType: format.mediaType],
                body: body(format, in: input.string("category"), after: after))
        }
    }

    /// Reads a page at a time, each from a snapshot of its own, so that a slow receiver holds nothing up.
    private func body(_ format: RecordFormat, in category: String?, after: Product.ID?) -> ResponseBody {
        ResponseBody { [store] writer in
            if format == .csv { try await writer.write(ByteBuffer(string: CSVColumns.exported.header)) }
            var last = after
            while true {
                let page = try await store.export(after: last, limit: Self.exportPage)
                var buffer = ByteBuffer()
                for product in page where category.map({ "\(product.category)/".hasPrefix("\($0)/") }) ?? true {
                    switch format {
                    case .ndjson:
                        buffer.writeBytes(product.json.utf8)
                        buffer.writeInteger(UInt8(ascii: "\n"))
                    case .csv: buffer.writeString(CSVColumns.record(of: product))
                    }
                }
                if buffer.readableBytes > 0 { try await writer.write(buffer) }
                guard page.count == Self.exportPage else { break }
                last = page.last?.id
            }
            try await writer.finish(nil)
        }
    }
}
