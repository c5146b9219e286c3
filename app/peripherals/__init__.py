"""The one bridge to hardware: effects, paper, drawer, scanning, display, scale."""
