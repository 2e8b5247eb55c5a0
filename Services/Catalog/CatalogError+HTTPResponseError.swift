import CatalogAPI
import MeshCore
import MeshRuntime

/// The one place where the catalog's errors become answers.
extension CatalogError: ProblemConvertible {
    var problem: Problem {
        switch self {
        case .productNotFound: .notFound("There is no such product.")
        case .skuTaken(let sku): .conflict("Another product has the sku \(sku).", code: "sku_taken")
        case .categoryNotFound: .notFound("There is no such category.")
        case .categoryInUse:
            .conflict("The category holds products, or others are below it.", code: "category_in_use")
        case .tooManyCategories:
            .conflict("There are \(CategoryRow.limit) categories, the most there may be.", code: "too_many_categories")
        case .importNotFound: .notFound("There is no such import.")
        case .importMismatch(let detail): .conflict(detail, code: "import_mismatch")
        case .importOvertaken:
            .conflict("The same import is being sent by another request.", code: "import_in_progress")
        case .invalid(let errors): .validation(errors)
        case .overtaken:
            .conflict("A request with this Idempotency-Key is being carried out.", code: "idempotency_in_progress")
        case .insufficientStock(let shortages): Self.problem(of: shortages)
        case .stockLimit(let sku):
            .conflict("There would be more of \(sku) than can be counted.", code: "stock_limit")
        case .reservationNotFound: .notFound("There is no such reservation.")
        case .reservationMismatch:
            .conflict("The reservation of this id is of something else.", code: "reservation_mismatch")
        case .reservationEnded(let state):
            .conflict("The reservation is \(state.rawValue).", code: "reservation_\(state.rawValue)")
        case .skuNotSold(let sku): .notFound("Nothing is sold as \(sku).")
        case .inStock(let sku): .conflict("There is some of \(sku): it can be bought now.", code: "in_stock")
        case .tooManyWatches:
            .conflict("You wait for \(StockWatchList.limit) things, which is the most.", code: "too_many_watches")
        case .priceListNotFound: .notFound("There is no such price list.")
        case .priceListCodeTaken(let code):
            .conflict("Another price list has the code \(code).", code: "price_list_code_taken")
        case .tooManyPriceLists:
            .conflict("There are \(PriceStore.mostLists) price lists, which is the most.", code: "too_many_price_lists")
        case .priceRuleNotFound: .notFound("There is no such price rule.")
        case .tooManyPriceRules:
            .conflict("There are \(PriceStore.mostRules) price rules, which is the most.", code: "too_many_price_rules")
        case .damagedRow: .internalError()
        }
    }

    var cause: (any Error)? {
        switch self {
        case .damagedRow(let detail): DamagedRow(detail: detail)
        case .productNotFound, .skuTaken, .categoryNotFound, .categoryInUse, .tooManyCategories, .importNotFound,
            .importMismatch, .importOvertaken, .invalid, .overtaken,
            .insufficientStock, .stockLimit, .skuNotSold, .inStock, .tooManyWatches, .reservationNotFound,
            .reservationMismatch, .reservationEnded, .priceListNotFound, .priceListCodeTaken, .tooManyPriceLists,
            .priceRuleNotFound, .tooManyPriceRules:
            nil
        }
    }

    private static func problem(of shortages: [StockShortage]) -> Problem {
        var problem = Problem.conflict("There is too little of \(shortages.count) SKUs.", code: StockShortage.code)
        if let only = shortages.first, shortages.count == 1 { problem.detail = "There is too little of \(only.sku)." }
        problem.errors = shortages.map(\.fieldError)
        return problem
    }
}

/// A row that cannot be read, as the log shows it.
private struct DamagedRow: Error {
    let detail: String
}
