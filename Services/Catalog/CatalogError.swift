import CatalogAPI
import MeshCore

/// Everything that can go wrong in the catalog, apart from what the store says.
enum CatalogError: Error, Equatable {
    /// There is no product of this id.
    case productNotFound(Product.ID)
    /// Another product has the number already.
    case skuTaken(String)
    /// There is no category of this path.
    case categoryNotFound(String)
    /// The category holds products, or others are below it.
    case categoryInUse(String)
    /// There are as many categories as may be.
    case tooManyCategories
    /// There is no import of this name.
    case importNotFound
    /// The import of this name is of something else.
    case importMismatch(String)
    /// Another upload under the same name has brought the import further.
    case importOvertaken
    /// What was sent breaks rules that its schema cannot tell.
    case invalid([FieldError])
    /// Another instance has taken the request over, because this one took so long.
    case overtaken
    /// There is too little of these.
    case insufficientStock([StockShortage])
    /// More of an SKU than can be counted.
    case stockLimit(String)
    /// There is no reservation of this id.
    case reservationNotFound(Reservation.ID)
    /// The id's reservation is of something else.
    case reservationMismatch(Reservation.ID)
    /// The reservation has ended in this state, and cannot do what is asked any more.
    case reservationEnded(ReservationState)
    /// Nothing is sold under this number.
    case skuNotSold(String)
    /// There is some of it, so that nobody has to be told later.
    case inStock(String)
    /// The account waits for as much as it may.
    case tooManyWatches
    /// There is no price list of this id.
    case priceListNotFound(PriceList.ID)
    /// Another price list has the code already.
    case priceListCodeTaken(String)
    /// There are as many price lists as there may be.
    case tooManyPriceLists
    /// There is no price rule of this id.
    case priceRuleNotFound(String)
    /// There are as many price rules as there may be.
    case tooManyPriceRules
    /// A row does not hold what the schema says.
    case damagedRow(String)
}
