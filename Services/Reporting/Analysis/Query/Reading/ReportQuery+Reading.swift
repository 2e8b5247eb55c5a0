package import MeshCore

extension ReportQuery {
    /// Reads a question.
    ///
    /// - Throws: ``QueryError`` with everything that is wrong, each with its field.
    package init(json: JSONValue) throws(QueryError) {
        var reader = QueryReader()
        guard let object = json.objectValue else {
            throw QueryError(errors: [FieldError(field: "", code: "wrong_type", message: "An object is expected.")])
        }
        reader.checkMembers(of: object, known: Self.members)
        siteID = object["site_id"]?.stringValue ?? ""
        if siteID.isEmpty { reader.fail("site_id", "required", "The site's name is expected.") }
        metrics = reader.list(
            object["metrics"], field: "metrics", what: "metric", limit: QueryLimits.metrics, Metric.init(rawValue:))
        if object["metrics"]?.arrayValue?.isEmpty ?? true,
            object["metrics"]?.arrayValue != nil || object["metrics"] == nil
        {
            reader.fail("metrics", "required", "At least one metric is expected.")
        }
        range = reader.range(object["date_range"], field: "date_range")
        dimensions = reader.list(
            object["dimensions"], field: "dimensions", what: "dimension", limit: QueryLimits.dimensions + 1,
            QueryDimension.init)
        filter = reader.filters(object["filters"])
        writtenFilter = object["filters"] ?? []
        order = reader.order(object["order_by"], metrics: metrics, dimensions: dimensions)
        (includes, comparison) = reader.include(object["include"])
        let page = reader.page(object["pagination"])
        limit = page.limit
        offset = page.offset
        reader.check(metrics: metrics, dimensions: dimensions, filter: filter)
        guard reader.errors.isEmpty else { throw QueryError(errors: reader.errors) }
    }

    private static let members = [
        "site_id", "metrics", "date_range", "dimensions", "filters", "order_by", "include", "pagination",
    ]
}
