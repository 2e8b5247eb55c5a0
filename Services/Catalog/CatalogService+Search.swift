extension CatalogService {
    /// Lets the search index take in all products, for programs that cannot wait.
    ///
    /// - Throws: `StoreError`, `POSIXError`.
    package func catchUpSearch() async throws {
        try await search.indexer.catchUp()
    }

    /// Searches without a request, for programs that measure: the first page of twenty active products.
    ///
    /// - Parameters:
    ///   - text: As it was typed.
    ///   - color: Only products whose attribute `color` has this value.
    ///   - facets: What to count hits by, as a request names it.
    /// - Returns: How many hits there are in all.
    /// - Throws: `StoreError`.
    package func searchProducts(_ text: String, color: String?, facets: [String]) async throws -> Int {
        var request = SearchRequest()
        request.filters = [SearchFilter(key: FacetKey.active, values: ["true"])]
        if let color { request.filters.append(SearchFilter(key: FacetKey.attributes + "color", values: [color])) }
        request.facets = facets
        return try await search.search(text, request, offset: 0, limit: 20).total
    }
}
