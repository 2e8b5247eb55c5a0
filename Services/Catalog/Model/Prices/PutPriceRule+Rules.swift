import CatalogAPI
import MeshCore

/// What a schema cannot tell of a rule.
extension PutPriceRule {
    /// Every member that breaks a rule.
    var errors: [FieldError] {
        var errors: [FieldError] = []
        if [sku, category, tag].count(where: { $0 != nil }) != 1 {
            errors.append(
                FieldError(
                    field: "sku", code: "one_target", message: "Exactly one of sku, category and tag is expected."))
        }
        if currency == nil, adjustment.kind != .percent || floor != nil || ceiling != nil {
            errors.append(
                FieldError(field: "currency", code: "required", message: "Amounts need the currency that they are in."))
        }
        if let floor, let ceiling, floor > ceiling {
            errors.append(
                FieldError(field: "ceiling", code: "below_floor", message: "The ceiling is below the floor."))
        }
        if Validity(from: validFrom, until: validUntil).isEmpty { errors.append(.emptyValidity) }
        return errors + valueErrors
    }

    private var valueErrors: [FieldError] {
        let allowed: ClosedRange<Int64> =
            switch adjustment.kind {
            case .percent: -10_000...PriceFields.largestBasisPoints
            case .fixed: -ProductFields.largestAmount...ProductFields.largestAmount
            case .absolute: 0...ProductFields.largestAmount
            }
        guard !allowed.contains(adjustment.value) else { return [] }
        return [
            FieldError(
                field: "adjustment.value", code: "out_of_range",
                message: "A value from \(allowed.lowerBound) to \(allowed.upperBound) is expected.")
        ]
    }

    /// The same with its defaults written out, so that what means the same is the same.
    var complete: PutPriceRule {
        var terms = self
        terms.priority = priority ?? 0
        terms.active = active ?? true
        return terms
    }
}
