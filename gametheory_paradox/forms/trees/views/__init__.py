"""Pictures of trees and of play in them."""
