import MeshCore
import MeshRuntime

/// The one place where the catalog's errors become answers.
extension CatalogError: ProblemConvertible {
    var problem: Problem {
        switch self {
        case .productNotFound: .notFound("There is no such product.")
        case .skuTaken(let sku): .conflict("Another product has the sku \(sku).", code: "sku_taken")
        case .invalid(let errors): .validation(errors)
        case .overtaken:
            .conflict("A request with this Idempotency-Key is being carried out.", code: "idempotency_in_progress")
        case .damagedRow: .internalError()
        }
    }

    var cause: (any Error)? {
        switch self {
        case .damagedRow(let detail): DamagedRow(detail: detail)
        case .productNotFound, .skuTaken, .invalid, .overtaken: nil
        }
    }
}

/// A row that cannot be read, as the log shows it.
private struct DamagedRow: Error {
    let detail: String
}
